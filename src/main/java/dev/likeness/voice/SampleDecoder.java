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
import java.util.regex.Pattern;

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
    /** That are skipped by their length; who needs more is left to the demuxer. */
    private static final int MOST_TAGS = 16;
    /** Enough for every signature, and for two frames. */
    private static final int HEAD = 16_384;
    private static final int TICK_MILLIS = 100;
    /** For the end and the last words of a child whose output has ended, which come at once where nothing is busy. */
    private static final int END_SECONDS = 20;
    private static final String CODECS = "mp3float,mp3,aac,vorbis,opus,flac,alac,pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,"
            + "pcm_f32le,pcm_f64le,pcm_s16be,pcm_s24be,pcm_mulaw,pcm_alaw,adpcm_ms,adpcm_ima_wav";
    /** How the program says that it knows a coding which it was not told to decode. */
    private static final Pattern UNSUPPORTED = Pattern
            .compile("Codec \\((\\w{1,40})\\) not on whitelist|[Dd]ecod\\w+ (?:\\(codec )?(\\w{1,40})\\)? not found");
    private static final String TAKEN = "send it as WAV, MP3, OGG, FLAC, AAC, M4A or WebM";

    private final String noun;
    private final int rate;
    private final int longest;
    private final double shortest;
    private final Duration patience;
    private final Function<List<String>, ProcessBuilder> start;

    SampleDecoder(Duration patience) {
        this(patience, Ffmpeg::confined);
    }

    SampleDecoder(Duration patience, Function<List<String>, ProcessBuilder> start) {
        this("the voice sample", RATE, LONGEST, SHORTEST, patience, start);
    }

    /**
     * @param noun what it is called where it cannot be decoded
     * @param rate samples a second of what comes out
     * @param longest seconds that are listened to
     * @param shortest seconds that it must last
     */
    SampleDecoder(String noun, int rate, int longest, double shortest, Duration patience,
            Function<List<String>, ProcessBuilder> start) {
        this.noun = noun;
        this.rate = rate;
        this.longest = longest;
        this.shortest = shortest;
        this.patience = patience;
        this.start = start;
    }

    private int mostBytes() {
        return 2 * rate * longest;
    }

    /**
     * The beginning of the sound, one channel, -1 to 1.
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
                Future<byte[]> bytes = threads.submit(() -> output.readNBytes(mostBytes()));
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

    private SampleFormat format(Path sample) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(sample.toFile(), "r")) {
            if (in.length() == 0) {
                throw new SampleException(noun + " is empty");
            }
            Bytes head = head(in, 0);
            long sound = 0;
            for (int tags = 0; tags < MOST_TAGS && Signatures.tagLength(head) > 0; tags++) {
                sound += Signatures.tagLength(head);
                head = head(in, sound);
            }
            Optional<SampleFormat> format = SampleFormat.of(head);
            if (format.isEmpty() && sound == 0) {
                throw new SampleException(SampleFormat.unsupported(head)
                        .map(kind -> noun + " is " + kind + " sound, which is not supported; " + TAKEN)
                        .orElse(noun + " is not a WAV, MP3, OGG, FLAC, AAC, M4A or WebM file"));
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

    private List<String> arguments(SampleFormat format) {
        List<String> command = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-loglevel", "error", "-max_alloc",
                "67108864", "-max_error_rate", "1", "-filter_threads", "1"));
        command.addAll(List.of("-protocol_whitelist", "fd", "-format_whitelist", format.demuxer(), "-codec_whitelist",
                CODECS, "-threads", "1", "-f", format.demuxer()));
        command.addAll(format.options());
        command.addAll(List.of("-t", "" + longest, "-i", "fd:", "-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "1", "-ar",
                "" + rate, "-fflags", "+bitexact", "-t", "" + longest, "-f", "s16le", "pipe:1"));
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
                    throw new SampleException(noun + " took longer than " + patience.toSeconds()
                            + " s to decode");
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the sound decoder broke off", e.getCause());
            }
        }
    }

    private float[] sound(byte[] bytes, Future<String> complaints, Process child) throws InterruptedException {
        if (bytes.length < mostBytes()) {
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
    private void requireSound(byte[] bytes, Future<String> complaints, Process child)
            throws InterruptedException {
        boolean ended = child.waitFor(END_SECONDS, TimeUnit.SECONDS) && child.exitValue() == 0;
        if (bytes.length < 2) {
            throw new SampleException(silence(said(complaints)));
        }
        double seconds = bytes.length / 2.0 / rate;
        if (seconds < shortest) {
            throw new SampleException(ended
                    ? noun + " is too short: " + VoiceProfiles.rounded(seconds, 100) + " s, at least " + shortest
                            + " s are needed"
                    : damaged());
        }
    }

    /** Why nothing came out of it; of a film, pictures that are not decoded are complained of first. */
    private String silence(String complaints) {
        if (complaints.contains("matches no streams")) {
            return "there is no sound in " + noun;
        }
        return UNSUPPORTED.matcher(complaints).results().reduce((_, last) -> last)
                .map(coding -> coding.group(1) == null ? coding.group(2) : coding.group(1))
                .map(name -> noun + " is coded as " + name + ", which is not supported; " + TAKEN)
                .orElseGet(this::damaged);
    }

    private String damaged() {
        return noun + " cannot be decoded; it may be damaged or cut off";
    }

    private static String said(Future<String> complaints) throws InterruptedException {
        try {
            return complaints.get(END_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }
}
