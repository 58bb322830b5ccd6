package dev.likeness.generation.build;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Numbers drawn from content: the same content gives the same number on every machine. */
public final class ContentSeed {

    private ContentSeed() {
    }

    public static long of(byte[]... contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents) {
                digest.update(ByteBuffer.allocate(4).putInt(content.length).array());
                digest.update(content);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
