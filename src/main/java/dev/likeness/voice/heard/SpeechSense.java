package dev.likeness.voice.heard;

/** Tells while a sound arrives whether somebody speaks. Not for several threads; each sound has its own. */
public final class SpeechSense {

    /** Samples of a piece, 16,000 a second. */
    public static final int PIECE = SpeechNet.HOP;
    public static final int RATE = SoundNet.RATE;

    private final SpeechNet.Ear ear;

    /** @param ears whose net is used; it is read when something is heard first */
    public SpeechSense(Ears ears) {
        this.ear = ears.ear();
    }

    /**
     * How probably speech the next piece is, from 0 to 1.
     *
     * @param piece {@link #PIECE} samples, -1 to 1
     */
    public float hear(float[] piece) {
        return ear.next(piece, 0);
    }
}
