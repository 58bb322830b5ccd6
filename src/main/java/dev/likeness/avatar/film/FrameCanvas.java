package dev.likeness.avatar.film;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.eye.BlinkRenderer;
import dev.likeness.avatar.eye.PixelBox;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one thread paints eyes and mouth on and warps with. The portrait is turned into video's colours once and warped in
 * them: half the work of warping three colours and turning every frame.
 */
final class FrameCanvas {

    /** Rows of which it is asked at a time where something moves; even. */
    private static final int STRIP = 16;

    private final Portrait portrait;
    private final BlinkRenderer eyes;
    private final @Nullable MouthRenderer mouths;
    private final @Nullable PixelBox eyesBox;
    private final List<PixelBox> painted;
    private final int width;
    private final int height;
    private final byte[] bgr;
    private final VideoPlanes planes;
    private final PlaneWarp warp;
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
        this.planes = still.copy();
        this.warp = new PlaneWarp(width, height);
    }

    void paint(double lids, double[] gaze, SpokenMouths.Moment mouth) {
        if (eyesBox != null) {
            eyes.paint(lids, gaze[0], gaze[1], bgr);
        }
        MouthShape shape = mouth.shape();
        if (mouths != null && (shape != null || speaking)) {
            if (shape != null) {
                mouths.paste(mouths.render(shape), bgr);
            }
            if (mouth.rest() > 0) {
                rest(mouths.box(), mouth.rest());
                // Of a face that lies, the two may overlap.
                eyes.paint(lids, gaze[0], gaze[1], bgr);
            }
            speaking = shape != null;
            lay(mouths.box());
        }
        if (eyesBox != null) {
            lay(eyesBox);
        }
    }

    /** Lets the portrait be seen through what was painted there. */
    private void rest(PixelBox box, double share) {
        byte[] own = portrait.bgr();
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int p = 3 * (y * width + box.left()); p < 3 * (y * width + box.right()); p++) {
                bgr[p] = Raster.toByte(Ease.mix(bgr[p] & 255, own[p] & 255, share));
            }
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
        planes.lay(new VideoPlanes(some, columns, rows), seen, changed);
    }

    /**
     * Beside the person nothing moves, and it is taken as it stands.
     *
     * @param standing the frame of a field that moves nothing; null when this is to become it
     */
    byte[] warped(Field field, byte @Nullable [] standing) {
        byte[] frame = standing == null ? new byte[width * height * 3 / 2] : standing.clone();
        for (int top = 0; top < height; top += STRIP) {
            int bottom = Math.min(height, top + STRIP);
            int[] moving = standing == null ? new int[]{0, width} : changing(field, top, bottom);
            for (int y = top; y < bottom && moving[0] < moving[1]; y += 2) {
                warp.rows(planes, field, y, moving[0], moving[1], frame);
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
}
