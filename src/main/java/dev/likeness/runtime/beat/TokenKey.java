package dev.likeness.runtime.beat;

import dev.likeness.common.Hmac;
import dev.likeness.common.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A secret that signs tokens, and the name under which a verifier finds it. */
@SuppressWarnings("ArrayRecordComponent")
public record TokenKey(String kid, byte[] secret) {

    private static final int LEAST_BYTES = 32;

    /** Reads {@code kid:base64}; refuses the start when it is no such thing, without repeating the secret. */
    static TokenKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw refused("has no kid");
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text.substring(colon + 1).trim());
        } catch (IllegalArgumentException e) {
            throw refused("is not base64");
        }
        if (secret.length < LEAST_BYTES) {
            throw refused("is shorter than " + LEAST_BYTES + " bytes");
        }
        return new TokenKey(text.substring(0, colon).trim(), secret);
    }

    /** The key that this one gives for another purpose: what it signs is no runtime token, and the other way round. */
    TokenKey derived(String purpose) {
        return new TokenKey(kid, new Hmac(secret).of(purpose.getBytes(StandardCharsets.US_ASCII)));
    }

    String text() {
        return kid + ":" + Base64.getEncoder().encodeToString(secret);
    }

    private static StartRefusedException refused(String fault) {
        return new StartRefusedException("A signing key of runtime tokens " + fault + ".",
                "Give each key as kid:base64, such as the output of: echo k1:$(openssl rand -base64 32)");
    }
}
