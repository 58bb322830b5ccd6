package dev.likeness.avatar.film;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.BlinkRenderer;
import dev.likeness.avatar.eye.PixelBox;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Renders the frames of one identity video, in any order and by several threads at once. The portrait is turned into
 * video's colours once and warped in them: half the work of warping three colours and turning every frame.
 */
final class FrameRenderer {

    static {
        Natives.load();
    }

    /** Rows that are warped at a time; even. */
    private static final int STRIP = 64;

    private final Portrait portrait;
    final HeadMotion motion;
    private final BlinkSchedule blinks;
    private final BlinkRenderer eyes;
    /** The portrait as it is; what of it is painted anew is laid over it frame by frame. */
    private final VideoPlanes still;
    private final ThreadLocal<Canvas> canvases;

    FrameRenderer(Portrait portrait, MotionSpec spec) {
        this.portrait = portrait;
        this.motion = new HeadMotion(portrait, spec);
        this.blinks = new BlinkSchedule(spec.seed(), HeadMotion.FRAMES);
        this.eyes = new BlinkRenderer(portrait);
        this.still = new VideoPlanes(portrait.bgr(), portrait.width(), portrait.height());
        this.canvases = ThreadLocal.withInitial(Canvas::new);
    }

    /**
     * The frame as {@code yuv420p}: lightness, then the two colours at half the size, of places in the left one of two
     * columns and between two rows.
     */
    byte[] frame(int index) {
        int level = blinks.level(index);
        HeadMotion.Pose pose = motion.pose(index);
        double[] gaze = motion.gaze(index, pose);
        Canvas canvas = canvases.get();
        eyes.paint(level == 0 ? 0 : BlinkSchedule.CURVE[level - 1], gaze[0], gaze[1], canvas.bgr);
        return canvas.warped(motion.field(pose));
    }

    /** What one thread paints and warps with. */
    private final class Canvas {
        private final int width = portrait.width();
        private final int height = portrait.height();
        private final byte[] bgr = portrait.bgr().clone();
        private final int[][] fromX = new int[2][width];
        private final int[][] fromY = new int[2][width];
        private final short[] places = new short[2 * width * STRIP];
        private final short[] parts = new short[width * STRIP];
        private final short[] colourPlaces = new short[width * STRIP / 2];
        private final short[] colourParts = new short[width * STRIP / 4];
        private final byte[] strip = new byte[width * STRIP];

        /** Lays the eyes, as they are painted, over the planes of the portrait. */
        private void layEyes(Mat luma, Mat chroma) {
            List<PixelBox> boxes = eyes.boxes();
            if (boxes.isEmpty()) {
                return;
            }
            PixelBox changed = boxes.stream().reduce(PixelBox::with).orElseThrow()
                    .grown(VideoPlanes.TAPS, width, height);
            PixelBox seen = changed.grown(VideoPlanes.TAPS, width, height);
            int columns = seen.right() - seen.left();
            int rows = seen.bottom() - seen.top();
            byte[] part = new byte[3 * columns * rows];
            for (int y = 0; y < rows; y++) {
                System.arraycopy(bgr, 3 * ((seen.top() + y) * width + seen.left()), part, 3 * y * columns,
                        3 * columns);
            }
            VideoPlanes anew = new VideoPlanes(part, columns, rows);
            int left = changed.left() - seen.left();
            int across = 2 * (changed.right() - changed.left());
            for (int y = changed.top(); y < changed.bottom(); y++) {
                int from = y - seen.top();
                for (int k = 0; k < 2; k++) {
                    luma.put(2 * y + k, 2 * changed.left(), anew.luma, 2 * ((2 * from + k) * columns + left), across);
                }
                chroma.put(y, changed.left(), anew.chroma, 2 * (from * columns + left), across);
            }
        }

        /** Strip by strip: whole maps of a large frame would take more memory than everything else. */
        byte[] warped(Field field) {
            byte[] frame = new byte[width * height * 3 / 2];
            try (Mats mats = new Mats()) {
                Mat luma = mats.keep(new Mat(2 * height, 2 * width, CvType.CV_8UC1));
                luma.put(0, 0, still.luma);
                Mat chroma = mats.keep(new Mat(height, width, CvType.CV_8UC2));
                chroma.put(0, 0, still.chroma);
                layEyes(luma, chroma);
                Mat where = mats.keep(new Mat(STRIP, width, CvType.CV_16SC2));
                Mat part = mats.keep(new Mat(STRIP, width, CvType.CV_16UC1));
                Mat colourWhere = mats.keep(new Mat(STRIP / 2, width / 2, CvType.CV_16SC2));
                Mat colourPart = mats.keep(new Mat(STRIP / 2, width / 2, CvType.CV_16UC1));
                Mat out = mats.empty();
                Mat colourOut = mats.empty();
                for (int top = 0; top < height; top += STRIP) {
                    int rows = Math.min(STRIP, height - top);
                    map(field, top, rows);
                    where.put(0, 0, places);
                    part.put(0, 0, parts);
                    colourWhere.put(0, 0, colourPlaces);
                    colourPart.put(0, 0, colourParts);
                    remap(luma, out, where, part);
                    out.get(0, 0, strip);
                    System.arraycopy(strip, 0, frame, top * width, rows * width);
                    remap(chroma, colourOut, colourWhere, colourPart);
                    colourOut.get(0, 0, strip);
                    int count = rows / 2 * (width / 2);
                    int blue = width * height + top / 2 * (width / 2);
                    int red = blue + width * height / 4;
                    for (int i = 0; i < count; i++) {
                        frame[blue + i] = strip[2 * i];
                        frame[red + i] = strip[2 * i + 1];
                    }
                }
            }
            return frame;
        }

        private static void remap(Mat source, Mat out, Mat where, Mat part) {
            Imgproc.remap(source, out, where, part, Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE, new Scalar(0));
        }

        private void map(Field field, int top, int rows) {
            int place = 0;
            int colour = 0;
            for (int y = top; y < top + rows; y += 2) {
                for (int k = 0; k < 2; k++) {
                    int[] xs = fromX[k];
                    int[] ys = fromY[k];
                    field.row(y + k, xs, ys);
                    for (int x = 0; x < width; x++, place++) {
                        put(places, parts, place, xs[x], ys[x]);
                    }
                }
                for (int x = 0; x < width; x += 2, colour++) {
                    put(colourPlaces, colourParts, colour, fromX[0][x] + fromX[1][x] >> 2,
                            fromY[0][x] + fromY[1][x] >> 2);
                }
            }
        }

        private static void put(short[] where, short[] part, int i, int x, int y) {
            where[2 * i] = (short) (x >> 5);
            where[2 * i + 1] = (short) (y >> 5);
            part[i] = (short) ((y & 31) << 5 | x & 31);
        }
    }
}
