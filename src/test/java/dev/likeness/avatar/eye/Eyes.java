package dev.likeness.avatar.eye;

import dev.likeness.avatar.Portrait;

/** Eyes of portraits for tests. */
public final class Eyes {

    private Eyes() {
    }

    /** The whole portrait with its eyes closed by a share, 0 to 1, and the irises moved, units. */
    public static byte[] painted(Portrait portrait, double share, double gazeX, double gazeY) {
        byte[] out = portrait.bgr().clone();
        new BlinkRenderer(portrait).paint(share, gazeX, gazeY, out);
        return out;
    }
}
