package dev.likeness.web.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    /** One of the renderings that springdoc does not make itself. */
    private interface Rendering {

        byte[] write(ObjectNode description) throws IOException;
    }

    private final MultipleOpenApiWebMvcResource descriptions;
    /** By address; they are the same as long as the process runs. */
    private final Map<String, byte[]> written = new ConcurrentHashMap<>();

    Docs(MultipleOpenApiWebMvcResource descriptions) {
        this.descriptions = descriptions;
    }

    @GetMapping("/openapi.json")
    String json() {
        return "forward:/openapi/" + CLIENTS;
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> yaml(HttpServletRequest request) throws IOException {
        return written(request, CLIENTS, YAML, YamlText::of);
    }

    @GetMapping("/openapi/worker.json")
    String workerJson() {
        return "forward:/openapi/" + WORKERS;
    }

    @GetMapping("/openapi/worker.yaml")
    ResponseEntity<byte[]> workerYaml(HttpServletRequest request) throws IOException {
        return written(request, WORKERS, YAML, YamlText::of);
    }

    @GetMapping("/openapi-3.0.json")
    ResponseEntity<byte[]> olderJson(HttpServletRequest request) throws IOException {
        return written(request, CLIENTS, MediaType.APPLICATION_JSON,
                tree -> Json.mapper().writeValueAsBytes(OpenApi30.of(tree)));
    }

    @GetMapping("/openapi-3.0.yaml")
    ResponseEntity<byte[]> olderYaml(HttpServletRequest request) throws IOException {
        return written(request, CLIENTS, YAML, tree -> YamlText.of(OpenApi30.of(tree)));
    }

    /** Its kind is set here: a mapping with that kind is springdoc's own. */
    private ResponseEntity<byte[]> written(HttpServletRequest request, String group, MediaType kind,
            Rendering rendering) throws IOException {
        String address = request.getServletPath();
        byte[] bytes = written.get(address);
        if (bytes == null) {
            byte[] json = descriptions.openapiJson(request, "/openapi/" + group, group, Locale.ROOT);
            bytes = rendering.write((ObjectNode) Json.mapper().readTree(json));
            written.put(address, bytes);
        }
        return ResponseEntity.ok().contentType(kind).body(bytes);
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
