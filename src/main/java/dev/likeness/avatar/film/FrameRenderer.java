package dev.likeness.avatar.film;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.BlinkRenderer;
import dev.likeness.avatar.mouth.MouthRenderer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Renders the frames of one film, in any order and by several threads at once. */
final class FrameRenderer {

    final HeadMotion motion;
    private final Portrait portrait;
    private final BlinkSchedule blinks;
    private final BlinkRenderer eyes;
    private final @Nullable MouthRenderer mouths;
    /** The portrait as it is; what of it is painted anew is laid over it frame by frame. */
    private final VideoPlanes still;
    private final byte[] standing;
    /** Those that no thread paints on now. */
    private final Queue<FrameCanvas> canvases = new ConcurrentLinkedQueue<>();

    /** Of a portrait whose mouth stays as it is. */
    FrameRenderer(Portrait portrait, MotionSpec spec) {
        this(portrait, spec, null);
    }

    /**
     * @param portrait while nothing is said
     * @param mouths paints what it says
     */
    FrameRenderer(Portrait portrait, MotionSpec spec, @Nullable MouthRenderer mouths) {
        this.portrait = portrait;
        this.motion = new HeadMotion(portrait, spec);
        this.blinks = new BlinkSchedule(spec.seed(), spec.frames());
        this.eyes = new BlinkRenderer(portrait);
        this.mouths = mouths;
        this.still = new VideoPlanes(portrait.bgr(), portrait.width(), portrait.height());
        FrameCanvas first = new FrameCanvas(portrait, still, eyes, mouths);
        this.standing = first.warped(motion.field(HeadMotion.Pose.STILL), null);
        canvases.add(first);
    }

    /**
     * A frame of the loop as {@code yuv420p}: lightness, then the two colours at half the size, of places in the left one
     * of two columns and between two rows.
     */
    byte[] frame(int index) {
        int level = blinks.level(index);
        HeadMotion.Pose pose = motion.pose(index);
        return frame(pose, motion.gaze(index, pose), level == 0 ? 0 : BlinkSchedule.CURVE[level - 1],
                SpokenMouths.Moment.REST);
    }

    /**
     * The same of a face in any state.
     *
     * @param gaze where the irises look, units
     * @param lids how far the eyes are closed, 0 to 1
     */
    byte[] frame(HeadMotion.Pose pose, double[] gaze, double lids, SpokenMouths.Moment mouth) {
        FrameCanvas free = canvases.poll();
        FrameCanvas canvas = free == null ? new FrameCanvas(portrait, still, eyes, mouths) : free;
        try {
            canvas.paint(lids, gaze, mouth);
            return canvas.warped(motion.field(pose), standing);
        } finally {
            canvases.add(canvas);
        }
    }
}
