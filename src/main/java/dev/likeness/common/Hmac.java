package dev.likeness.common;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 under one key, for many threads. The keyed state is made once and copied for each text: to look up the
 * algorithm and to key it costs more than to hash a short text, and heartbeats do this twice each.
 */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac keyed;

    public Hmac(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 32 bytes that belong to a text under this key. */
    public byte[] of(byte[] text) {
        try {
            return ((Mac) keyed.clone()).doFinal(text);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's HmacSHA256 cannot be copied", e);
        }
    }
}
