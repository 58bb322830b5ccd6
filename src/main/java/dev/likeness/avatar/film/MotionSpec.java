package dev.likeness.avatar.film;

/**
 * How an identity video moves.
 *
 * @param seed where the phases of the sway and the times of the blinks come from
 * @param strength 1 is the sway of a person who listens; 0 leaves only the blinks
 * @param life 1 looks aside now and then, raises the brows and nods; 0 does none of it
 */
public record MotionSpec(long seed, double strength, double life) {

    public MotionSpec(long seed, double strength) {
        this(seed, strength, 1);
    }
}
