package dev.likeness.voice;

import dev.likeness.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.time.Duration;

/** Recordings of any length and of every kind that voice samples may be, to numbers: their first two minutes. */
public final class Recordings {

    /** Seconds that are heard. */
    public static final int LONGEST = 120;

    private static final double SHORTEST = .1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * The sound, one channel, -1 to 1.
     *
     * @param rate samples a second of what comes out
     * @param watch called several times a second; what it throws ends the decoding, and the child process with it
     * @throws SampleException in words fit for the person who sent it
     */
    public float[] decode(Path recording, int rate, Runnable watch) throws InterruptedException {
        return new SampleDecoder("the recording", rate, LONGEST, SHORTEST, PATIENCE, Ffmpeg::confined)
                .decode(recording, watch);
    }
}
