package dev.likeness.storage;

import dev.likeness.common.AccessKeys;
import dev.likeness.common.Hmac;
import dev.likeness.common.file.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** The secret that signs URLs of objects. */
final class UrlKey {

    private static final int LEAST_BYTES = 32;

    private final Hmac hmac;

    UrlKey(String secret) {
        this.hmac = new Hmac(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the kept key, or makes one. Of several nodes that start at once on one folder the first one's counts. */
    static UrlKey keptIn(Path file) throws IOException {
        String secret = new PrivateFile(file).orCreate(AccessKeys::random);
        if (secret.length() < LEAST_BYTES) {
            throw new IOException(
                    file + " holds no key; delete it to have a new one made (older download URLs then end)");
        }
        return new UrlKey(secret);
    }

    String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(hmac.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
