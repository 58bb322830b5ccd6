package dev.likeness.generation;

import dev.likeness.storage.SignedUrls;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Addresses of this installation's own public objects, which are read from storage and not fetched (CONTRACT 3.1): a
 * server need not be able to reach itself. Signed addresses are fetched like any other, so that their signature counts.
 */
@Component
class OwnUrls {

    private static final String KEYS = "public/";
    /** Any key: only what stands before it is looked at. */
    private static final String PROBE = "probe";

    private final SignedUrls urls;

    OwnUrls(SignedUrls urls) {
        this.urls = urls;
    }

    Optional<String> key(String url) {
        String base = String.valueOf(urls.publicUrl(KEYS + PROBE));
        String prefix = base.substring(0, base.length() - PROBE.length());
        if (!url.startsWith(prefix)) {
            return Optional.empty();
        }
        String path = url.substring(prefix.length()).replaceAll("[?#].*", "");
        return path.matches("[A-Za-z0-9._/-]+") && !path.contains("..") ? Optional.of(KEYS + path) : Optional.empty();
    }
}
