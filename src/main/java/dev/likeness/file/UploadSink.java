package dev.likeness.file;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.media.Category;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where an upload goes while it arrives. As soon as its first bytes tell what it can be at most, it may not become
 * larger than that: {@code FILE_TOO_LARGE} ends it, not the disk.
 */
final class UploadSink extends OutputStream {

    private final OutputStream out;
    private final FileProperties limits;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private Optional<Category> declared = Optional.empty();
    private long limit;
    private long size;

    UploadSink(Path file, FileProperties limits) {
        this.limits = limits;
        this.limit = limits.maxVideo().toBytes();
        try {
            this.out = Files.newOutputStream(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the caller says it is: it may not be larger than that either. */
    void declare(Optional<Category> category) {
        declared = category;
        bound();
    }

    long size() {
        return size;
    }

    @Override
    public void write(int one) {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        size += length;
        if (head.size() < Sniffer.HEAD) {
            head.write(bytes, from, Math.min(length, Sniffer.HEAD - head.size()));
            if (head.size() == Sniffer.HEAD) {
                bound();
            }
        }
        if (size > limit) {
            throw tooLarge(limit);
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            // Told apart from a caller that hangs up.
            throw new UncheckedIOException(e);
        }
    }

    private void bound() {
        limit = limits.most(declared,
                head.size() == Sniffer.HEAD ? Sniffer.atMost(head.toByteArray()) : Optional.empty());
    }

    static ApiException tooLarge(long limit) {
        return new ApiException(CommonError.FILE_TOO_LARGE, "The file must have at most " + (limit >> 20) + " MB");
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
