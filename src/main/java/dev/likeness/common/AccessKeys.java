package dev.likeness.common;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Keys that open a door of their own, of which only SHA-256 digests are kept in memory. */
public final class AccessKeys {

    private static final int RANDOM_BYTES = 48;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<byte[]> digests;

    public AccessKeys(List<String> keys) {
        this.digests = keys.stream().map(Digests::sha256).toList();
    }

    /** Digests are of one length, and all are compared, so that the time taken tells neither a key nor its length. */
    public boolean contain(String presented) {
        byte[] digest = Digests.sha256(presented);
        boolean known = false;
        for (byte[] one : digests) {
            known |= MessageDigest.isEqual(one, digest);
        }
        return known;
    }

    /** A new one: 64 URL-safe characters. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
