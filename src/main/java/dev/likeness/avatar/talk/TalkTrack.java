package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.MouthShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a face speaks something, frame by frame, 25 a second: the same for a talking video, a room and a page.
 *
 * @param frames from the first to the last; behind it the face is at rest
 */
public record TalkTrack(List<Frame> frames) {

    /** Frames a second. */
    public static final int FPS = 25;

    public TalkTrack {
        frames = List.copyOf(frames);
    }

    /**
     * What is shown for 40 ms.
     *
     * @param mouth the shape between the lips; null while the mouth is at rest
     * @param brow how far the brows rise, units
     * @param nod how far the head is bowed, radians
     * @param lids how far the eyes are closed, 0 to 1
     */
    public record Frame(@Nullable MouthShape mouth, double brow, double nod, double lids) {
    }
}
