package dev.likeness.storage.s3;

import dev.likeness.common.Digests;
import dev.likeness.storage.FilePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Bytes on their way to S3, read as often as needed and never held: once for the checksums, which S3 wants to know
 * before the bytes, and once for each try to send them. A file that changes in between is refused by S3.
 *
 * @param sha256 of the whole, lower-case hex
 * @param parts at least one
 */
record S3Upload(Source source, long size, String sha256, List<Part> parts) {

    private static final int MOST_PARTS = 10_000;

    /** Opens a part of what is uploaded. */
    interface Source {
        InputStream open(long offset, long length) throws IOException;
    }

    /** @param md5 as base64: the checksum every S3 service knows */
    record Part(int number, long offset, long length, String md5) {
    }

    static S3Upload of(Path file, long partSize) throws IOException {
        return of((offset, length) -> FilePart.open(file, offset, length), Files.size(file), partSize);
    }

    static S3Upload of(byte[] bytes, long partSize) throws IOException {
        return of((offset, length) -> new ByteArrayInputStream(bytes, (int) offset, (int) length), bytes.length,
                partSize);
    }

    private static S3Upload of(Source source, long size, long wanted) throws IOException {
        long partSize = Math.max(wanted, Math.ceilDiv(size, MOST_PARTS));
        MessageDigest whole = Digests.sha256();
        List<Part> parts = new ArrayList<>();
        long offset = 0;
        do {
            long length = Math.min(partSize, size - offset);
            MessageDigest md5 = Digests.md5();
            try (InputStream in = source.open(offset, length)) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    whole.update(buffer, 0, n);
                    md5.update(buffer, 0, n);
                }
            }
            parts.add(new Part(parts.size() + 1, offset, length,
                    Base64.getEncoder().encodeToString(md5.digest())));
            offset += length;
        } while (offset < size);
        return new S3Upload(source, size, Digests.hex(whole), List.copyOf(parts));
    }

    RequestBody body(Part part, String contentType) {
        return RequestBody.fromContentProvider(() -> {
            try {
                return source.open(part.offset(), part.length());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, part.length(), contentType);
    }
}
