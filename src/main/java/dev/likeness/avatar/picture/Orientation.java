package dev.likeness.avatar.picture;

import org.opencv.core.Core;
import org.opencv.core.Mat;

/** How a stored picture is turned to be looked at, by the numbers of EXIF. */
final class Orientation {

    private static final int BY_COLUMNS = 5;

    /** What {@link Core#flip} takes: around the axis across, the one upright, or both. */
    private static final int UPSIDE_DOWN = 0;
    private static final int MIRRORED = 1;
    private static final int BOTH = -1;

    private Orientation() {
    }

    /** The upright picture; the other one is released. */
    static Mat upright(Mat stored, int orientation, Mats mats) {
        Mat rows = orientation >= BY_COLUMNS ? transposed(stored, mats) : stored;
        switch (orientation) {
            case 2, 6 -> Core.flip(rows, rows, MIRRORED);
            case 3, 7 -> Core.flip(rows, rows, BOTH);
            case 4, 8 -> Core.flip(rows, rows, UPSIDE_DOWN);
            default -> {
                // 1, 5, and where nothing is told.
            }
        }
        return rows;
    }

    private static Mat transposed(Mat stored, Mats mats) {
        Mat out = mats.empty();
        Core.transpose(stored, out);
        stored.release();
        return out;
    }
}
