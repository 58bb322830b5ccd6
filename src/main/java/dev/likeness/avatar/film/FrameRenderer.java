package dev.likeness.avatar.film;

import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Renders the frames of one identity video, in any order and by several threads at once.
 */
final class FrameRenderer {

    static {
        Natives.load();
    }

    private static final int STRIP = 64;

    private final Portrait portrait;
    final HeadMotion motion;
    private final BlinkSchedule blinks;
    private final BlinkRenderer eyes;
    private final boolean looking;
    private final ThreadLocal<float[]> maps;
    private final ThreadLocal<byte[]> pictures;

    FrameRenderer(Portrait portrait, MotionSpec spec) {
        this.portrait = portrait;
        this.motion = new HeadMotion(portrait, spec);
        this.blinks = new BlinkSchedule(spec.seed(), HeadMotion.FRAMES);
        this.eyes = new BlinkRenderer(portrait);
        Landmarks face = portrait.face();
        this.looking = face.kind().blinks();
        this.maps = ThreadLocal.withInitial(() -> new float[2 * portrait.width() * STRIP]);
        this.pictures = ThreadLocal.withInitial(() -> portrait.bgr().clone());
    }

    byte[] frame(int index) {
        int i = index % (HeadMotion.FRAMES - 1);
        byte[] picture = pictures.get();
        if (looking) {
            int level = blinks.level(i);
            double[] gaze = motion.gaze(i);
            eyes.paint(level == 0 ? 0 : BlinkSchedule.CURVE[level - 1], gaze[0], gaze[1], picture);
        }
        return warped(picture, motion.pose(i));
    }

    /** Strip by strip: whole maps of a large frame would take more memory than everything else. */
    private byte[] warped(byte[] picture, HeadMotion.Pose pose) {
        int width = portrait.width();
        int height = portrait.height();
        float[] map = maps.get();
        byte[] bgr = new byte[width * height * 3];
        byte[] strip = new byte[width * STRIP * 3];
        try (Mats mats = new Mats()) {
            Mat source = mats.keep(new Mat(height, width, CvType.CV_8UC3));
            source.put(0, 0, picture);
            Mat where = mats.keep(new Mat(STRIP, width, CvType.CV_32FC2));
            Mat none = mats.empty();
            Mat out = mats.empty();
            for (int row = 0; row < height; row += STRIP) {
                int rows = Math.min(STRIP, height - row);
                motion.map(pose, row, rows, map);
                where.put(0, 0, map);
                Imgproc.remap(source, out, where, none, Imgproc.INTER_CUBIC, Core.BORDER_REFLECT_101, new Scalar(0));
                out.get(0, 0, strip);
                System.arraycopy(strip, 0, bgr, row * width * 3, rows * width * 3);
            }
        }
        return bgr;
    }
}
