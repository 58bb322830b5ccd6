package dev.likeness.web.openapi;

import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;

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

    @GetMapping({"/docs", "/docs/", "/docs/worker"})
    String page() {
        return "forward:/docs/index.html";
    }
}
