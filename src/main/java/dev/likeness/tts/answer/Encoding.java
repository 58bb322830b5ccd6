package dev.likeness.tts.answer;

import dev.likeness.ffmpeg.Ffmpeg;
import dev.likeness.voice.Utterance;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Samples to a compressed format, by a child process: what is written here is encoded and copied on by a thread of its
 * own. The process ends with this, whatever becomes of it.
 */
final class Encoding extends OutputStream {

    /** What the encoder still holds is half a minute of sound at most. */
    private static final Duration END = Duration.ofMinutes(2);

    private final Process process;
    private final Thread copying;
    private volatile @Nullable Exception failure;
    private boolean whole;

    Encoding(List<String> encoder, OutputStream target) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-hide_banner", "-loglevel", "error", "-nostdin", "-f", "s16le",
                        "-ar", Integer.toString(Utterance.RATE), "-ac", "1", "-i", "pipe:0", "-map_metadata", "-1"));
        arguments.addAll(encoder);
        arguments.add("pipe:1");
        process = Ffmpeg.with(arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        copying = Thread.ofVirtual().start(() -> copy(target));
    }

    private void copy(OutputStream target) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = process.getInputStream().read(buffer); count >= 0; count = process.getInputStream()
                    .read(buffer)) {
                target.write(buffer, 0, count);
                target.flush();
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            process.destroyForcibly();
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            process.getOutputStream().write(bytes, from, length);
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Who failed: the client, which is told as it is, or the encoder, whose broken pipe must not look like the client's. */
    private IOException broken(IOException written) {
        Exception copied = failure;
        if (copied instanceof IOException client) {
            return client;
        }
        throw new IllegalStateException("the encoder failed", copied == null ? written : copied);
    }

    /** Everything was written: waits for the rest of what becomes of it. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        boolean copied = copying.join(END);
        if (failure != null) {
            throw broken(new IOException("the encoder was not heard to its end"));
        }
        if (!copied || !process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("the encoder did not come to its end");
        }
        whole = true;
    }

    @Override
    public void close() {
        if (!whole) {
            process.destroyForcibly();
            try {
                // Its end ends the copying, and the answer is not this thread's again before.
                copying.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
