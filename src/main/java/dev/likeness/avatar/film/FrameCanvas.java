package dev.likeness.avatar.film;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.BlinkRenderer;
import dev.likeness.avatar.eye.PixelBox;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * What one thread paints eyes and mouth on and warps with. The portrait is turned into video's colours once and warped in
 * them: half the work of warping three colours and turning every frame.
 */
final class FrameCanvas implements AutoCloseable {

    static {
        Natives.load();
    }

    /** Rows that are warped at a time; even. */
    private static final int STRIP = 64;

    private final Portrait portrait;
    private final BlinkRenderer eyes;
    private final @Nullable MouthRenderer mouths;
    private final @Nullable PixelBox eyesBox;
    private final int width;
    private final int height;
    private final byte[] bgr;
    private final int[][] fromX;
    private final int[][] fromY;
    private final short[] places;
    private final short[] parts;
    private final short[] colourPlaces;
    private final short[] colourParts;
    private final byte[] strip;
    private final Mats mats = new Mats();
    private final Mat luma;
    private final Mat chroma;
    private final Mat where;
    private final Mat part;
    private final Mat colourWhere;
    private final Mat colourPart;
    private final Mat out;
    private final Mat colourOut;
    private boolean speaking;

    FrameCanvas(Portrait portrait, VideoPlanes still, BlinkRenderer eyes, @Nullable MouthRenderer mouths) {
        this.portrait = portrait;
        this.eyes = eyes;
        this.mouths = mouths;
        this.eyesBox = eyes.boxes().stream().reduce(PixelBox::with).orElse(null);
        this.width = portrait.width();
        this.height = portrait.height();
        this.bgr = portrait.bgr().clone();
        this.fromX = new int[2][width];
        this.fromY = new int[2][width];
        this.places = new short[2 * width * STRIP];
        this.parts = new short[width * STRIP];
        this.colourPlaces = new short[width * STRIP / 2];
        this.colourParts = new short[width * STRIP / 4];
        this.strip = new byte[width * STRIP];
        this.luma = mats.keep(new Mat(2 * height, 2 * width, CvType.CV_8UC1));
        this.chroma = mats.keep(new Mat(height, width, CvType.CV_8UC2));
        this.where = mats.keep(new Mat(STRIP, width, CvType.CV_16SC2));
        this.part = mats.keep(new Mat(STRIP, width, CvType.CV_16UC1));
        this.colourWhere = mats.keep(new Mat(STRIP / 2, width / 2, CvType.CV_16SC2));
        this.colourPart = mats.keep(new Mat(STRIP / 2, width / 2, CvType.CV_16UC1));
        this.out = mats.empty();
        this.colourOut = mats.empty();
        luma.put(0, 0, still.luma);
        chroma.put(0, 0, still.chroma);
    }

    /** @param mouth null for the one that the portrait has */
    void paint(double lids, double[] gaze, @Nullable MouthShape mouth) {
        if (eyesBox != null) {
            eyes.paint(lids, gaze[0], gaze[1], bgr);
        }
        if (mouths != null && (mouth != null || speaking)) {
            PixelBox box = mouths.box();
            if (mouth == null) {
                for (int y = box.top(); y < box.bottom(); y++) {
                    int from = 3 * (y * width + box.left());
                    System.arraycopy(portrait.bgr(), from, bgr, from, 3 * (box.right() - box.left()));
                }
                // Of a face that lies, the two may overlap.
                eyes.paint(lids, gaze[0], gaze[1], bgr);
            } else {
                mouths.paste(mouths.render(mouth), bgr);
            }
            speaking = mouth != null;
            lay(box);
        }
        if (eyesBox != null) {
            lay(eyesBox);
        }
    }

    /** Lays what was painted there over the planes of the portrait. */
    private void lay(PixelBox box) {
        PixelBox changed = box.grown(VideoPlanes.TAPS, width, height);
        PixelBox seen = changed.grown(VideoPlanes.TAPS, width, height);
        int columns = seen.right() - seen.left();
        int rows = seen.bottom() - seen.top();
        byte[] some = new byte[3 * columns * rows];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(bgr, 3 * ((seen.top() + y) * width + seen.left()), some, 3 * y * columns, 3 * columns);
        }
        VideoPlanes anew = new VideoPlanes(some, columns, rows);
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

    @Override
    public void close() {
        mats.close();
    }
}
