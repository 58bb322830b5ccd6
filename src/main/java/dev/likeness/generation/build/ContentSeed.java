package dev.likeness.generation.build;

import dev.likeness.common.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Numbers drawn from content: the same content gives the same number on every machine. */
public final class ContentSeed {

    private ContentSeed() {
    }

    public static long of(byte[]... contents) {
        MessageDigest digest = Digests.sha256();
        for (byte[] content : contents) {
            digest.update(ByteBuffer.allocate(4).putInt(content.length).array());
            digest.update(content);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
