package dev.likeness.web.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Yaml;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

import org.springdoc.webmvc.api.MultipleOpenApiWebMvcResource;
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

    private final MultipleOpenApiWebMvcResource descriptions;

    Docs(MultipleOpenApiWebMvcResource descriptions) {
        this.descriptions = descriptions;
    }

    @GetMapping("/openapi.json")
    String json() {
        return "forward:/openapi/" + CLIENTS;
    }

    @GetMapping("/openapi.yaml")
    String yaml() {
        return "forward:/openapi.yaml/" + CLIENTS;
    }

    @GetMapping("/openapi/worker.json")
    String workerJson() {
        return "forward:/openapi/" + WORKERS;
    }

    @GetMapping("/openapi/worker.yaml")
    String workerYaml() {
        return "forward:/openapi.yaml/" + WORKERS;
    }

    @GetMapping(path = "/openapi-3.0.json", produces = "application/json")
    ResponseEntity<byte[]> olderJson(HttpServletRequest request) throws IOException {
        return ResponseEntity.ok(Json.mapper().writeValueAsBytes(older(request)));
    }

    @GetMapping(path = "/openapi-3.0.yaml", produces = "application/vnd.oai.openapi")
    ResponseEntity<byte[]> olderYaml(HttpServletRequest request) throws IOException {
        return ResponseEntity.ok(Yaml.mapper().writeValueAsBytes(older(request)));
    }

    private ObjectNode older(HttpServletRequest request) throws IOException {
        byte[] newest = descriptions.openapiJson(request, "/openapi/" + CLIENTS, CLIENTS, Locale.ROOT);
        return OpenApi30.of((ObjectNode) Json.mapper().readTree(newest));
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
