package dev.likeness.avatar.film;

import dev.likeness.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * Encodes raw frames of yuv420p to an H.264 mp4 with a child process. The file appears at its place only when it is whole; closing
 * before {@link #finish} ends the child and leaves nothing behind.
 */
final class FrameEncoder implements AutoCloseable {

    private final Path target;
    private final Path part;
    private final Duration patience;
    private final Process child;
    private final OutputStream frames;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<String> complaints;
    private boolean refused;

    /** @param quantizer the finest one; its frames must fit into the encoder's buffers */
    FrameEncoder(Path target, int width, int height, int fps, int quantizer, Duration patience) {
        this(target, patience, part -> Ffmpeg.with(arguments(part, width, height, fps, quantizer)));
    }

    FrameEncoder(Path target, Duration patience, Function<Path, ProcessBuilder> start) {
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

    private static List<String> arguments(Path file, int width, int height, int fps, int quantizer) {
        List<String> command = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", width + "x" + height, "-r", "" + fps,
                "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-i",
                "pipe:0", "-an"));
        // Quality held by the quantizer; one slice and one thread, so that the same frames give the same bytes.
        command.addAll(List.of("-c:v", "libopenh264", "-profile:v", "high", "-rc_mode", "quality", "-b:v", "12M",
                "-qmin", "" + quantizer, "-qmax", "" + (quantizer + 5), "-g", "250", "-slices", "1", "-threads", "1"));
        command.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
                "-movflags", "+faststart", "-f", "mp4", file.toString()));
        return command;
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
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the video could not be put in its place", e);
        }
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
            said = complaints.get(2, TimeUnit.SECONDS);
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
