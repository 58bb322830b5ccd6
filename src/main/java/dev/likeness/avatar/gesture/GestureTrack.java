package dev.likeness.avatar.gesture;

import dev.likeness.avatar.mouth.MouthShape;
import java.util.List;

/**
 * A gesture frame by frame, 25 a second. In the first and the last frame nothing is done, and what is done begins and ends
 * without a jerk, so that it can be laid over any motion.
 */
public record GestureTrack(List<Frame> frames) {

    /** Frames a second. */
    public static final int FPS = 25;

    public GestureTrack {
        frames = List.copyOf(frames);
    }

    /**
     * What is done in 40 ms.
     *
     * @param nod how far the head is bowed, radians; negative where the chin is up
     * @param yaw how far it is turned, radians
     * @param roll how far it is tilted, radians
     * @param rise how far it goes up, units
     * @param brow how far the brows rise, units
     * @param lids how far the eyes are closed, 0 to 1
     * @param parted from the mouth at rest, 0, to {@code mouth}, 1
     */
    public record Frame(double nod, double yaw, double roll, double rise, double brow, double lids, double parted,
            MouthShape mouth) {
    }

    /**
     * The same for the same seed.
     *
     * @param frames how many, one second of them at least
     */
    public static GestureTrack of(Gesture gesture, int frames, long seed) {
        return new GestureTrack(new Choreography(gesture, frames, seed).frames());
    }
}
