package dev.likeness.web.body;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file in a body, sent as base64, as a {@code data:} URI or as a part of a form, or the URL of one. The bytes were decoded while they
 * arrived and lie in a file, which is gone when the request ends.
 */
public final class SentFile {

    private final @Nullable String url;
    private final @Nullable Path file;
    private final long size;
    private final String sha256;

    private SentFile(@Nullable String url, @Nullable Path file, long size, byte[] sha256) {
        this.url = url;
        this.file = file;
        this.size = size;
        this.sha256 = HexFormat.of().formatHex(sha256);
    }

    public static SentFile ofUrl(String url) {
        return new SentFile(url, null, 0, new byte[0]);
    }

    public static SentFile ofBytes(Path file, long size, byte[] sha256) {
        return new SentFile(null, file, size, sha256);
    }

    public boolean isUrl() {
        return url != null;
    }

    /** Where the file is to be fetched. */
    public String url() {
        return Objects.requireNonNull(url, "the file itself was sent");
    }

    /** Where the bytes lie until the request ends. */
    public Path file() {
        return Objects.requireNonNull(file, "a URL was sent");
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /** Of the bytes, in hex. */
    public String sha256() {
        return sha256;
    }
}
