package dev.likeness.generation.input;

import dev.likeness.storage.SignedUrls;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Addresses of this installation's own objects, which are read from storage and not fetched (CONTRACT 3.1). */
@Component
class OwnUrls {

    private final SignedUrls urls;

    OwnUrls(SignedUrls urls) {
        this.urls = urls;
    }

    Optional<String> key(String url) {
        return urls.keyOf(url);
    }
}
