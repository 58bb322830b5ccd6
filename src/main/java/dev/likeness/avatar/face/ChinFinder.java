package dev.likeness.avatar.face;

import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.picture.Plane;

/** The two rows under and over the mouth that the warp is held by. */
final class ChinFinder {

    private static final int COLUMNS = 9;

    private final Plane light;
    private final double skinLight;

    ChinFinder(FaceCrop face) {
        light = face.light.blurred(.02);
        skinLight = face.skinLight;
    }

    /** The strongest step from light to dark near where a chin is under this mouth. */
    double chin(Mouth mouth) {
        double usual = .97 * mouth.cy() + .80;
        double best = Double.NEGATIVE_INFINITY;
        double chin = usual;
        for (double y = usual - .25; y <= usual + .25; y += .01) {
            double step = (row(mouth.cx(), .12, y - .04) - row(mouth.cx(), .12, y + .04)) / skinLight;
            double score = Math.max(0, step + .02) * prior(y, usual, .10);
            if (score > best) {
                best = score;
                chin = y;
            }
        }
        return chin;
    }

    /** The darkest row about where the nostrils are. */
    double noseBase(Mouth mouth) {
        double usual = Math.min(.66, mouth.cy() - mouth.upperLip() - .12);
        double best = Double.NEGATIVE_INFINITY;
        double base = usual;
        for (double y = usual - .15; y <= usual + .12; y += .01) {
            double score = (1.3 - row(0, .16, y) / skinLight) * prior(y, usual, .07);
            if (score > best) {
                best = score;
                base = y;
            }
        }
        return base;
    }

    private double row(double centre, double half, double y) {
        double sum = 0;
        for (int i = 0; i < COLUMNS; i++) {
            sum += light.at(centre + half * (2.0 * i / (COLUMNS - 1) - 1), y);
        }
        return sum / COLUMNS;
    }

    private static double prior(double y, double usual, double deviation) {
        double d = (y - usual) / deviation;
        return Math.exp(-d * d / 2);
    }
}
