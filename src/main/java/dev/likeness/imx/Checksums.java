package dev.likeness.imx;

import dev.likeness.common.Digests;
import dev.likeness.imx.ImxFile.Sum;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** SHA-256 of streams. */
final class Checksums {

    static final int HEX_LENGTH = 64;

    private Checksums() {
    }

    static Sum of(InputStream in) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            size += n;
        }
        return new Sum(Digests.hex(digest), size);
    }
}
