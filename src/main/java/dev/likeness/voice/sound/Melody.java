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

    /** As {@link #at}, but where a voice sets in or ends what the nearer frame has: in between there is no such pitch. */
    double steady(int sample) {
        double at = (sample + .5) / HOP - .5;
        int last = hertz.length - 1;
        double before = hertz[Math.clamp((int) Math.floor(at), 0, last)];
        double behind = hertz[Math.clamp((int) Math.floor(at) + 1, 0, last)];
        boolean voiced = before > VOICED_HZ && behind > VOICED_HZ;
        return voiced ? at(sample) : at - Math.floor(at) < .5 ? before : behind;
    }

    /** At a sample, between the middles of two frames. */
    public double at(int sample) {
        double at = (sample + .5) / HOP - .5;
        int before = (int) Math.floor(at);
        double share = at - before;
        int last = hertz.length - 1;
        return hertz[Math.clamp(before, 0, last)] * (1 - share) + hertz[Math.clamp(before + 1, 0, last)] * share;
    }
}
