package dev.likeness.avatar.mp4;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.picture.XmpPacket;
import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Encodes raw frames of yuv420p, and the sound to them, to an mp4 with a child process. The file appears at its place only when it is whole; closing
 * before {@link #finish} ends the child and leaves nothing behind.
 */
final class FrameEncoder implements AutoCloseable {

    /** The name of a box that holds an XMP packet. */
    private static final byte[] XMP = HexFormat.of().parseHex("be7acfcb97a942e89c71999491e3afac");

    /** They come at once where nothing is busy. */
    private static final int LAST_WORDS_SECONDS = 20;

    private final Path target;
    private final Path part;
    private final Duration patience;
    private final DigitalSource source;
    private final Process child;
    private final OutputStream frames;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<String> complaints;
    private boolean refused;

    /** @param quantizer the finest one; its frames must fit into the encoder's buffers */
    FrameEncoder(Path target, FilmFormat format, int quantizer, Duration patience) {
        this(target, patience, format.source(),
                part -> Ffmpeg.with(format.arguments(part.toString(), quantizer)));
    }

    FrameEncoder(Path target, Duration patience, DigitalSource source, Function<Path, ProcessBuilder> start) {
        this.source = source;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.patience = patience;
        try {
            this.child = start.apply(part)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            threads.close();
            throw new UncheckedIOException("the video encoder did not start", e);
        }
        this.frames = child.getOutputStream();
        InputStream errors = child.getErrorStream();
        this.complaints = threads.submit(() -> {
            byte[] first = errors.readNBytes(4000);
            errors.transferTo(OutputStream.nullOutputStream());
            return new String(first, StandardCharsets.UTF_8).strip();
        });
    }

    void write(byte[] yuv) {
        await(threads.submit(() -> {
            frames.write(yuv);
            return "";
        }));
    }

    /** Whether the encoder gave up by itself. */
    boolean refused() {
        return refused;
    }

    /** Waits for the encoder to end and puts the file in its place. */
    void finish() {
        await(threads.submit(() -> {
            frames.close();
            return "";
        }));
        await(child.onExit());
        if (child.exitValue() != 0) {
            refused = true;
            throw failed("ended with status " + child.exitValue(), null);
        }
        try {
            Files.write(part, box(XmpPacket.of(source)), StandardOpenOption.APPEND);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the video could not be put in its place", e);
        }
    }

    /** Behind all others, so that what is told of places in the file stays true. */
    private static byte[] box(byte[] xmp) {
        int length = 8 + XMP.length + xmp.length;
        return ByteBuffer.allocate(length).putInt(length).put("uuid".getBytes(StandardCharsets.ISO_8859_1)).put(XMP)
                .put(xmp).array();
    }

    private void await(Future<?> step) {
        try {
            step.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed("took longer than " + patience.toSeconds() + " s over one step", e);
        } catch (ExecutionException e) {
            refused = true;
            throw failed("stopped reading", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted", e);
        }
    }

    private IllegalStateException failed(String how, @Nullable Throwable cause) {
        // By its handle: the process itself would close the stream whose last words are still to be read.
        child.toHandle().destroyForcibly();
        String said;
        try {
            said = complaints.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            said = "";
        } catch (ExecutionException | TimeoutException e) {
            said = "";
        }
        return new IllegalStateException("the video encoder " + how + (said.isEmpty() ? "" : ": " + said), cause);
    }

    /** Ends the child if it still runs and removes what it has not finished. */
    @Override
    public void close() {
        child.destroyForcibly();
        CompletableFuture<Process> end = child.onExit();
        try {
            end.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nothing more can be done about it than to have killed it.
        }
        threads.shutdownNow();
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
