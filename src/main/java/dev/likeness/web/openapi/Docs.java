package dev.likeness.web.openapi;

import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The published description under the names clients know, and the page that shows it. None redirects. */
@Hidden
@PublicAccess
@Controller
class Docs {

    @GetMapping("/openapi.json")
    String json() {
        return "forward:/openapi";
    }

    @GetMapping({"/docs", "/docs/"})
    String page() {
        return "forward:/docs/index.html";
    }
}
