package dev.likeness.avatar;

/**
 * How an identity video moves.
 *
 * @param seed where the phases of the sway and the times of the blinks come from
 * @param strength 1 is the sway of a person who listens; 0 leaves only the blinks
 */
public record MotionSpec(long seed, double strength) {
}
