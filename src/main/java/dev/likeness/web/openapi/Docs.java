package dev.likeness.web.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

import org.springdoc.webmvc.api.MultipleOpenApiWebMvcResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The published descriptions under the names clients know, and the page that shows them. None redirects. What workers
 * call is a group of its own: no client of the API is generated with it.
 */
@Hidden
@PublicAccess
@Controller
class Docs {

    static final String CLIENTS = "clients";
    static final String WORKERS = "worker";
    private static final MediaType YAML = MediaType.valueOf("application/vnd.oai.openapi");

    private final MultipleOpenApiWebMvcResource descriptions;

    Docs(MultipleOpenApiWebMvcResource descriptions) {
        this.descriptions = descriptions;
    }

    @GetMapping("/openapi.json")
    String json() {
        return "forward:/openapi/" + CLIENTS;
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> yaml(HttpServletRequest request) throws IOException {
        return yaml(description(request, CLIENTS));
    }

    @GetMapping("/openapi/worker.json")
    String workerJson() {
        return "forward:/openapi/" + WORKERS;
    }

    @GetMapping("/openapi/worker.yaml")
    ResponseEntity<byte[]> workerYaml(HttpServletRequest request) throws IOException {
        return yaml(description(request, WORKERS));
    }

    @GetMapping("/openapi-3.0.json")
    ResponseEntity<byte[]> olderJson(HttpServletRequest request) throws IOException {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .body(Json.mapper().writeValueAsBytes(OpenApi30.of(description(request, CLIENTS))));
    }

    @GetMapping("/openapi-3.0.yaml")
    ResponseEntity<byte[]> olderYaml(HttpServletRequest request) throws IOException {
        return yaml(OpenApi30.of(description(request, CLIENTS)));
    }

    /** Its kind is set here: a mapping with that kind is springdoc's own. */
    private static ResponseEntity<byte[]> yaml(ObjectNode tree) throws IOException {
        return ResponseEntity.ok().contentType(YAML).body(YamlText.of(tree));
    }

    private ObjectNode description(HttpServletRequest request, String group) throws IOException {
        byte[] json = descriptions.openapiJson(request, "/openapi/" + group, group, Locale.ROOT);
        return (ObjectNode) Json.mapper().readTree(json);
    }

    @GetMapping({"/docs", "/docs/", "/docs/worker"})
    String page(HttpServletResponse response) {
        keepToThisHost(response);
        return "forward:/docs/index.html";
    }

    /** No page of ours loads anything from elsewhere, whatever a library would like to. */
    static void keepToThisHost(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
    }
}
