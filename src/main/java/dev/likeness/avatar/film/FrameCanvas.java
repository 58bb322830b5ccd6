package dev.likeness.avatar.film;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.BlinkRenderer;
import dev.likeness.avatar.eye.PixelBox;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final List<PixelBox> painted;
    private final int width;
    private final int height;
    private final byte[] bgr;
    private final int[][] fromX;
    private final int[][] fromY;
    private final int[] placesOfRow;
    private final short[] partsOfRow;
    private final ByteBuffer places;
    private final ByteBuffer parts;
    private final ByteBuffer colourPlaces;
    private final ByteBuffer colourParts;
    private final byte[] strip;
    private final Mats mats = new Mats();
    private final Mat luma;
    private final Mat chroma;
    private boolean speaking;

    FrameCanvas(Portrait portrait, VideoPlanes still, BlinkRenderer eyes, @Nullable MouthRenderer mouths) {
        this.portrait = portrait;
        this.eyes = eyes;
        this.mouths = mouths;
        this.eyesBox = eyes.boxes().stream().reduce(PixelBox::with).orElse(null);
        this.painted = Stream.of(Optional.ofNullable(eyesBox), Optional.ofNullable(mouths).map(MouthRenderer::box))
                .flatMap(Optional::stream).map(box -> box.grown(VideoPlanes.TAPS, portrait.width(), portrait.height()))
                .toList();
        this.width = portrait.width();
        this.height = portrait.height();
        this.bgr = portrait.bgr().clone();
        this.fromX = new int[2][width];
        this.fromY = new int[2][width];
        this.placesOfRow = new int[width];
        this.partsOfRow = new short[width];
        this.places = ByteBuffer.allocateDirect(4 * width * STRIP);
        this.parts = ByteBuffer.allocateDirect(2 * width * STRIP);
        this.colourPlaces = ByteBuffer.allocateDirect(width * STRIP);
        this.colourParts = ByteBuffer.allocateDirect(width * STRIP / 2);
        this.strip = new byte[width * STRIP];
        this.luma = mats.keep(new Mat(2 * height, 2 * width, CvType.CV_8UC1));
        this.chroma = mats.keep(new Mat(height, width, CvType.CV_8UC2));
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

    /**
     * Strip by strip: whole maps of a large frame would take more memory than everything else. Beside the person nothing
     * moves, and it is taken as it stands.
     *
     * @param standing the frame of a field that moves nothing; null when this is to become it
     */
    byte[] warped(Field field, byte @Nullable [] standing) {
        byte[] frame = standing == null ? new byte[width * height * 3 / 2] : standing.clone();
        for (int top = 0; top < height; top += STRIP) {
            int bottom = Math.min(height, top + STRIP);
            int[] moving = standing == null ? new int[]{0, width} : changing(field, top, bottom);
            if (moving[0] < moving[1]) {
                warp(field, top, bottom, moving[0], moving[1], frame);
            }
        }
        return frame;
    }

    /** Between which columns the rows of a strip are not as they stand. */
    private int[] changing(Field field, int top, int bottom) {
        int[] moving = field.moving(top, bottom);
        for (PixelBox box : painted) {
            if (box.top() < bottom && box.bottom() > top) {
                boolean none = moving[0] >= moving[1];
                moving[0] = none ? box.left() : Math.min(moving[0], box.left());
                moving[1] = none ? box.right() : Math.max(moving[1], box.right());
            }
        }
        moving[0] &= ~1;
        moving[1] = Math.min(width, moving[1] + 1 & ~1);
        return moving;
    }

    private void warp(Field field, int top, int bottom, int left, int right, byte[] frame) {
        int columns = right - left;
        int rows = bottom - top;
        map(field, top, bottom, left, right);
        try (Mats some = new Mats()) {
            Mat out = some.empty();
            remap(luma, out, some.keep(new Mat(rows, columns, CvType.CV_16SC2, places)),
                    some.keep(new Mat(rows, columns, CvType.CV_16UC1, parts)));
            out.get(0, 0, strip);
            for (int y = 0; y < rows; y++) {
                System.arraycopy(strip, y * columns, frame, (top + y) * width + left, columns);
            }
            remap(chroma, out, some.keep(new Mat(rows / 2, columns / 2, CvType.CV_16SC2, colourPlaces)),
                    some.keep(new Mat(rows / 2, columns / 2, CvType.CV_16UC1, colourParts)));
            out.get(0, 0, strip);
        }
        for (int y = 0, from = 0; y < rows / 2; y++) {
            int blue = width * height + ((top / 2 + y) * width + left) / 2;
            int red = blue + width * height / 4;
            for (int i = 0; i < columns / 2; i++, from += 2) {
                frame[blue + i] = strip[from];
                frame[red + i] = strip[from + 1];
            }
        }
    }

    private static void remap(Mat source, Mat out, Mat where, Mat part) {
        Imgproc.remap(source, out, where, part, Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE, new Scalar(0));
    }

    private void map(Field field, int top, int bottom, int left, int right) {
        int columns = right - left;
        int colours = columns / 2;
        IntBuffer where = ints(places);
        ShortBuffer part = shorts(parts);
        IntBuffer colourWhere = ints(colourPlaces);
        ShortBuffer colourPart = shorts(colourParts);
        for (int y = top; y < bottom; y += 2) {
            for (int k = 0; k < 2; k++) {
                int[] xs = fromX[k];
                int[] ys = fromY[k];
                field.row(y + k, left, right, xs, ys);
                for (int i = 0, x = left; i < columns; i++, x++) {
                    placesOfRow[i] = xs[x] >> 5 & 0xffff | ys[x] >> 5 << 16;
                    partsOfRow[i] = (short) ((ys[x] & 31) << 5 | xs[x] & 31);
                }
                where.put(placesOfRow, 0, columns);
                part.put(partsOfRow, 0, columns);
            }
            for (int i = 0, x = left; i < colours; i++, x += 2) {
                int atX = fromX[0][x] + fromX[1][x] >> 2;
                int atY = fromY[0][x] + fromY[1][x] >> 2;
                placesOfRow[i] = atX >> 5 & 0xffff | atY >> 5 << 16;
                partsOfRow[i] = (short) ((atY & 31) << 5 | atX & 31);
            }
            colourWhere.put(placesOfRow, 0, colours);
            colourPart.put(partsOfRow, 0, colours);
        }
    }

    /** Pairs of short numbers, the first of them in the lower half: every processor there are libraries for counts so. */
    private static IntBuffer ints(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    private static ShortBuffer shorts(ByteBuffer bytes) {
        return bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }

    @Override
    public void close() {
        mats.close();
    }
}
