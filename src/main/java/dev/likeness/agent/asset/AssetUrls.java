package dev.likeness.agent.asset;

import dev.likeness.storage.SignedUrls;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where clients fetch the objects of agents: public ones for ever, others by a signed URL for an hour. */
@Component
public class AssetUrls {

    public static final Duration VALID_FOR = Duration.ofSeconds(3600);

    private final SignedUrls urls;

    AssetUrls(SignedUrls urls) {
        this.urls = urls;
    }

    /** Null for none. */
    public @Nullable String publicUrl(@Nullable String key) {
        return key == null ? null : String.valueOf(urls.publicUrl(key));
    }

    public URI url(String key, String filename) {
        return isPublic(key) ? URI.create(String.valueOf(urls.publicUrl(key))) : urls.sign(key, filename, VALID_FOR);
    }

    public static boolean isPublic(String key) {
        return key.startsWith("public/");
    }
}
