package dev.likeness.storage.door;

import dev.likeness.storage.ObjectKeys;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.StoredObject;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves kept objects to whoever has their URL (CONTRACT 3.5). Hidden from the API's description: clients follow these
 * URLs, they never build them.
 */
@Hidden
@PublicAccess
@RestController
class ObjectController {

    private final ObjectStore store;
    private final SignedUrls urls;

    ObjectController(ObjectStore store, SignedUrls urls) {
        this.store = store;
        this.urls = urls;
    }

    /** GET and HEAD. The signature is checked first: without one nobody learns what exists. */
    @GetMapping(SignedUrls.SIGNED + "{*path}")
    void signed(@PathVariable String path, @RequestParam(defaultValue = "") String filename,
            @RequestParam(defaultValue = "") String expires, @RequestParam(defaultValue = "") String signature,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        String key = ObjectKeys.ofPath(path);
        urls.check(key, filename, expires, signature);
        Delivery.send(new Download(find(key), filename), "private, no-cache", bytes(key), request, response);
    }

    /** GET and HEAD of what is public under a URL that cannot be guessed. */
    @GetMapping(SignedUrls.PUBLIC + "{*path}")
    void unsigned(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String key = "public" + path;
        Delivery.send(new Download(find(key), ""), "public, max-age=300", bytes(key), request, response);
    }

    private StoredObject find(String key) {
        return store.find(key).orElseThrow(Delivery::notFound);
    }

    private Delivery.Source bytes(String key) {
        return (offset, length) -> store.open(key, offset, length);
    }
}
