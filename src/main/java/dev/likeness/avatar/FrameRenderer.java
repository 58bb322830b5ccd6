package dev.likeness.avatar;

import org.bytedeco.javacpp.Loader;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Renders the frames of one identity video, in any order and by several threads at once. Close it only when none of them
 * works any more.
 */
final class FrameRenderer implements AutoCloseable {

    static {
        Loader.load(org.bytedeco.opencv.opencv_java.class);
    }

    private final Portrait portrait;
    final HeadMotion motion;
    private final BlinkSchedule blinks;
    /** The portrait with its eyes open, then at every stage of a blink. */
    private final Mat[] stages = new Mat[BlinkSchedule.CURVE.length + 1];
    private final ThreadLocal<float[]> maps;

    FrameRenderer(Portrait portrait, MotionSpec spec) {
        this.portrait = portrait;
        this.motion = new HeadMotion(portrait, spec);
        this.blinks = new BlinkSchedule(spec.seed(), HeadMotion.FRAMES);
        BlinkRenderer eyes = new BlinkRenderer(portrait);
        for (int i = 0; i < stages.length; i++) {
            stages[i] = mat(i == 0 ? portrait.bgr() : eyes.closed(BlinkSchedule.CURVE[i - 1]));
        }
        this.maps = ThreadLocal.withInitial(() -> new float[2 * portrait.width() * portrait.height()]);
    }

    private Mat mat(byte[] bgr) {
        Mat mat = new Mat(portrait.height(), portrait.width(), CvType.CV_8UC3);
        mat.put(0, 0, bgr);
        return mat;
    }

    byte[] frame(int index) {
        int i = index % (HeadMotion.FRAMES - 1);
        return warped(stages[blinks.level(i)], motion.pose(i));
    }

    @Override
    public void close() {
        for (Mat stage : stages) {
            stage.release();
        }
    }

    private byte[] warped(Mat source, HeadMotion.Pose pose) {
        float[] map = maps.get();
        motion.map(pose, map);
        Mat where = new Mat(portrait.height(), portrait.width(), CvType.CV_32FC2);
        Mat none = new Mat();
        Mat out = new Mat();
        try {
            where.put(0, 0, map);
            Imgproc.remap(source, out, where, none, Imgproc.INTER_CUBIC, Core.BORDER_REFLECT_101, new Scalar(0));
            byte[] bgr = new byte[portrait.width() * portrait.height() * 3];
            out.get(0, 0, bgr);
            return bgr;
        } finally {
            where.release();
            none.release();
            out.release();
        }
    }
}
