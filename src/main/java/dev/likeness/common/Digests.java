package dev.likeness.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests this server computes. */
public final class Digests {

    private Digests() {
    }

    /** A new one, for bytes that come piece by piece. */
    public static MessageDigest sha256() {
        return named("SHA-256");
    }

    /** The 32 bytes of SHA-256. */
    public static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** Of a text in UTF-8. */
    public static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** For services that ask for it; it protects nothing. */
    public static MessageDigest md5() {
        return named("MD5");
    }

    /** What was digested so far, in lower-case hex. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
