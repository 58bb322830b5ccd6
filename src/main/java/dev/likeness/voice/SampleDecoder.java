package dev.likeness.voice;

import dev.likeness.ffmpeg.Ffmpeg;
import dev.likeness.media.Bytes;
import dev.likeness.media.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Sound files to numbers, by a child process. What it reads is hostile until proven otherwise: format and codecs are
 * named, so nothing is guessed; the file is its standard input and the only thing it may open; output, time and memory
 * are bounded, and it ends with the caller.
 */
final class SampleDecoder {

    /** Samples a second of what comes out. */
    static final int RATE = 16_000;
    /** Seconds that are listened to. */
    static final int LONGEST = 60;

    private static final double SHORTEST = .5;
    private static final int MOST_BYTES = 2 * RATE * LONGEST;
    /** That are skipped by their length; who needs more is left to the demuxer. */
    private static final int MOST_TAGS = 16;
    /** Enough for every signature, and for two frames. */
    private static final int HEAD = 16_384;
    private static final int TICK_MILLIS = 100;
    private static final String CODECS = "mp3float,mp3,aac,vorbis,opus,flac,alac,pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,"
            + "pcm_f32le,pcm_f64le,pcm_s16be,pcm_s24be,pcm_mulaw,pcm_alaw,adpcm_ms,adpcm_ima_wav";
    private static final String DAMAGED = "the voice sample cannot be decoded; it may be damaged or cut off";

    private final Duration patience;
    private final Function<List<String>, ProcessBuilder> start;

    SampleDecoder(Duration patience) {
        this(patience, Ffmpeg::confined);
    }

    SampleDecoder(Duration patience, Function<List<String>, ProcessBuilder> start) {
        this.patience = patience;
        this.start = start;
    }

    /**
     * The beginning of the sound, one channel, {@link #RATE} samples a second, -1 to 1.
     *
     * @param watch called several times a second; what it throws ends the decoding
     * @throws SampleException in words fit for the person who sent it
     */
    float[] decode(Path sample, Runnable watch) throws InterruptedException {
        try {
            Process child = start.apply(arguments(format(sample))).redirectInput(sample.toFile()).start();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                InputStream errors = child.getErrorStream();
                InputStream output = child.getInputStream();
                Future<String> complaints = threads.submit(() -> {
                    byte[] first = errors.readNBytes(8000);
                    errors.transferTo(OutputStream.nullOutputStream());
                    return new String(first, StandardCharsets.UTF_8);
                });
                Future<byte[]> bytes = threads.submit(() -> output.readNBytes(MOST_BYTES));
                try {
                    return sound(await(bytes, watch), complaints, child);
                } finally {
                    // Before the executor is closed, which waits for the readers: they end with the child.
                    child.destroyForcibly().onExit().join();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sound decoder did not start", e);
        }
    }

    private static SampleFormat format(Path sample) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(sample.toFile(), "r")) {
            if (in.length() == 0) {
                throw new SampleException("the voice sample is empty");
            }
            Bytes head = head(in, 0);
            long sound = 0;
            for (int tags = 0; tags < MOST_TAGS && Signatures.tagLength(head) > 0; tags++) {
                sound += Signatures.tagLength(head);
                head = head(in, sound);
            }
            Optional<SampleFormat> format = SampleFormat.of(head);
            if (format.isEmpty() && sound == 0) {
                throw new SampleException("the voice sample is not a WAV, MP3, OGG, FLAC, AAC or M4A file");
            }
            // Writers of tags leave blanks and worse behind them; this demuxer passes over those, and it opens nothing.
            return format.orElse(SampleFormat.MP3);
        }
    }

    private static Bytes head(RandomAccessFile in, long from) throws IOException {
        byte[] head = new byte[Math.clamp(in.length() - from, 0, HEAD)];
        in.seek(from);
        in.readFully(head);
        return new Bytes(head);
    }

    private static List<String> arguments(SampleFormat format) {
        List<String> command = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-loglevel", "error", "-max_alloc",
                "67108864", "-max_error_rate", "1", "-filter_threads", "1"));
        command.addAll(List.of("-protocol_whitelist", "fd", "-format_whitelist", format.demuxer(), "-codec_whitelist",
                CODECS, "-threads", "1", "-f", format.demuxer()));
        command.addAll(format.options());
        command.addAll(List.of("-t", "" + LONGEST, "-i", "fd:", "-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "1", "-ar",
                "" + RATE, "-fflags", "+bitexact", "-t", "" + LONGEST, "-f", "s16le", "pipe:1"));
        return command;
    }

    private byte[] await(Future<byte[]> bytes, Runnable watch) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                return bytes.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                watch.run();
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw new SampleException("the voice sample took longer than " + patience.toSeconds()
                            + " s to decode");
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the sound decoder broke off", e.getCause());
            }
        }
    }

    private static float[] sound(byte[] bytes, Future<String> complaints, Process child) throws InterruptedException {
        if (bytes.length < MOST_BYTES) {
            requireSound(bytes, complaints, child);
        }
        ShortBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] sound = new float[samples.remaining()];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = samples.get(i) / 32768f;
        }
        return sound;
    }

    /** A little sound may be the whole file or what is left of a damaged one. */
    private static void requireSound(byte[] bytes, Future<String> complaints, Process child)
            throws InterruptedException {
        boolean ended = child.waitFor(2, TimeUnit.SECONDS) && child.exitValue() == 0;
        if (bytes.length < 2) {
            throw new SampleException(said(complaints).contains("matches no streams")
                    ? "there is no sound in the voice sample"
                    : DAMAGED);
        }
        double seconds = bytes.length / 2.0 / RATE;
        if (seconds < SHORTEST) {
            throw new SampleException(ended
                    ? "the voice sample is too short: " + VoiceProfiles.rounded(seconds, 100) + " s, at least "
                            + SHORTEST
                            + " s are needed"
                    : DAMAGED);
        }
    }

    private static String said(Future<String> complaints) throws InterruptedException {
        try {
            return complaints.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }
}
