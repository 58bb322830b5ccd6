package dev.likeness.web.body.read;

import dev.likeness.common.CommonError;
import dev.likeness.common.Digests;
import dev.likeness.web.body.FileBound;
import dev.likeness.web.body.SentFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of a file while they arrive: on the disk, and no more of them than what they begin with may be. */
final class FileSink {

    private final FilePlan plan;
    private final Supplier<Path> files;
    private final byte[] buffer = new byte[FileBound.HEAD];
    private int filled;
    private long size;
    private long limit;
    private final MessageDigest digest = Digests.sha256();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private @Nullable Fault fault;

    FileSink(FilePlan plan, Supplier<Path> files) {
        this.plan = plan;
        this.limit = plan.limit().toBytes();
        this.files = files;
    }

    void put(int value) {
        buffer[filled++] = (byte) value;
        if (filled == buffer.length) {
            flush();
        }
    }

    /** What arrived; null when nothing did, or too much. */
    @Nullable
    SentFile end() {
        flush();
        close();
        return file == null || fault != null ? null : SentFile.ofBytes(file, size, digest.digest());
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    private void flush() {
        if (filled > 0 && fault == null) {
            write();
        }
        filled = 0;
    }

    private void write() {
        if (size == 0 && filled == FileBound.HEAD) {
            limit = Math.min(limit, plan.bound().most(buffer));
        }
        size += filled;
        if (size > limit) {
            fault = new Fault(CommonError.FILE_TOO_LARGE, plan.name(),
                    plan.name() + " must have at most " + (limit >> 20) + " MB");
            return;
        }
        digest.update(buffer, 0, filled);
        try {
            if (file == null || out == null) {
                file = files.get();
                out = Files.newOutputStream(file);
            }
            out.write(buffer, 0, filled);
        } catch (IOException e) {
            // Told apart from a caller that hangs up.
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the writing, whatever was still to come. */
    void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
