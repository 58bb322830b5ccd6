package dev.likeness.avatar.film;

/**
 * How an identity video moves.
 *
 * @param seed where the phases of the sway and the times of the blinks come from
 * @param strength 1 is the sway of a person who listens; 0 leaves only the blinks
 * @param life 1 looks aside now and then, raises the brows and nods; 0 does none of it
 * @param frames of a loop, {@link #LONG} or {@link #SHORT}; the last equals the first
 */
public record MotionSpec(long seed, double strength, double life, int frames) {

    /** Ten seconds. */
    public static final int LONG = 250;
    /** For a person who waits until it is rendered: a blink in 4.4 s. */
    public static final int SHORT = 110;

    public MotionSpec {
        if (frames != LONG && frames != SHORT) {
            throw new IllegalArgumentException("a loop has " + LONG + " or " + SHORT + " frames");
        }
    }

    public MotionSpec(long seed, double strength, double life) {
        this(seed, strength, life, LONG);
    }

    public MotionSpec(long seed, double strength) {
        this(seed, strength, 1);
    }
}
