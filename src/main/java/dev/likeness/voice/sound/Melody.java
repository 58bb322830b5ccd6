package dev.likeness.voice.sound;

/**
 * The pitch of a voice as it moves.
 *
 * @param hertz in each {@link #HOP} samples; 0 where nothing is voiced
 */
@SuppressWarnings("ArrayRecordComponent")
public record Melody(float[] hertz) {

    /** Samples, at the rate of all that is spoken. */
    public static final int HOP = 300;
    /** Below it nothing is voiced. */
    public static final double VOICED_HZ = 40;

    /** At a sample, between the middles of two frames. */
    public double at(int sample) {
        double at = (sample + .5) / HOP - .5;
        int before = (int) Math.floor(at);
        double share = at - before;
        int last = hertz.length - 1;
        return hertz[Math.clamp(before, 0, last)] * (1 - share) + hertz[Math.clamp(before + 1, 0, last)] * share;
    }
}
