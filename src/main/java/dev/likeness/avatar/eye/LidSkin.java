package dev.likeness.avatar.eye;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the picture shows around one eye: the tone of the lid from corner to corner, the colour of the lashes, and how
 * far up there is skin before a brow or the frame of glasses begins.
 */
final class LidSkin {

    /** Height of the skin that a lid may draw down, and what it needs of it. */
    private static final double MOST = .19;
    private static final double LEAST = .085;
    private static final double UNDER_BROW = .05;
    private static final double UNDER_FRAME = .02;
    /** Of the skin's lightness: what is darker is no skin. */
    private static final double DARK = .62;
    /** Share of the strip over the lid that a frame or a heavy brow makes dark. */
    private static final double COVERED = .16;
    /** Share of the columns that even a thin frame crosses. */
    private static final double ACROSS = .93;
    private static final double THICKEST = .075;
    private static final int COLUMNS = 24;
    private static final int ROWS = 12;

    private final LidLines lines;
    private final Raster source;
    private final float[][] tone = new float[3][COLUMNS];
    final float[] lash;
    /** Height of the dark band over the eyeball: lashes, their line, their shadow. */
    final double lashes;
    /** Of the skin over the lid or under the eye, the lighter. */
    private final double lightness;
    private final @Nullable Parabola cover;

    LidSkin(LidLines lines, Raster source) {
        this.lines = lines;
        this.source = source;
        double over = median(-.13, -.06, true);
        this.lightness = Math.max(over, median(.05, .11, false));
        this.lash = lash();
        this.lashes = lashes(.5 * (over + luma(lash)));
        findTone();
        this.cover = findCover();
    }

    private float[] look(double a, double b) {
        float[] pixel = new float[3];
        source.cubic(lines.pictureX(a, b), lines.pictureY(a, b), pixel);
        return pixel;
    }

    private double light(double a, double b) {
        return luma(look(a, b));
    }

    private double median(double from, double to, boolean overUpper) {
        double[] seen = new double[COLUMNS * ROWS];
        for (int i = 0; i < seen.length; i++) {
            double a = .8 * lines.half * (2.0 * (i % COLUMNS) / (COLUMNS - 1) - 1);
            double lid = overUpper ? lines.upper(a) : lines.lower(a);
            seen[i] = light(a, lid + Ease.mix(from, to, (double) (i / COLUMNS) / (ROWS - 1)));
        }
        Arrays.sort(seen);
        return seen[seen.length / 2];
    }

    private float[] lash() {
        float[][] seen = new float[3][COLUMNS * ROWS];
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            double a = .8 * lines.half * (2.0 * (i % COLUMNS) / (COLUMNS - 1) - 1);
            float[] pixel = look(a, lines.upper(a) + .04 * ((double) (i / COLUMNS) / (ROWS - 1) - .5));
            for (int c = 0; c < 3; c++) {
                seen[c][i] = pixel[c];
            }
        }
        float[] dark = new float[3];
        for (int c = 0; c < 3; c++) {
            Arrays.sort(seen[c]);
            dark[c] = seen[c][(int) (.10 * seen[c].length)];
        }
        return dark;
    }

    private double lashes(double bound) {
        double[] seen = new double[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            double a = .7 * place(column);
            double up = 0;
            while (up < THICKEST && light(a, lines.upper(a) - up) < bound) {
                up += .005;
            }
            seen[column] = up;
        }
        Arrays.sort(seen);
        return Ease.clamp(seen[COLUMNS / 2] + .012, .03, THICKEST);
    }

    /**
     * The skin over the lashes, and that under the eye where it is lighter: a closed lid bulges out of the shadow that the
     * strip over an open one lies in.
     */
    private void findTone() {
        float[] under = new float[3];
        float[] over = new float[3];
        for (int column = 0; column < COLUMNS; column++) {
            double a = Ease.clamp(place(column), -.8 * lines.half, .8 * lines.half);
            double upper = lines.upper(a);
            double lower = lines.lower(a);
            lighter(a, upper - lashes - .075, upper - lashes - .01, over);
            lighter(a, lower + .05, lower + .12, under);
            double share = .6 * Ease.step(0, .35, luma(under) / Math.max(1, luma(over)) - .85);
            for (int c = 0; c < 3; c++) {
                tone[c][column] = (float) Ease.mix(over[c], under[c], share);
            }
        }
        for (float[] channel : tone) {
            Ease.blur(channel, 3);
        }
    }

    private static double luma(float[] bgr) {
        return .11 * bgr[0] + .59 * bgr[1] + .3 * bgr[2];
    }

    /** The median of the lighter part of a strip: creases and hairs are no tone. */
    private void lighter(double a, double from, double to, float[] out) {
        float[][] colours = new float[3 * ROWS][];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = look(a + .03 * (i % 3 - 1), Ease.mix(from, to, (i / 3) / (ROWS - 1.0)));
        }
        Arrays.sort(colours, Comparator.comparingDouble(LidSkin::luma));
        int at = (int) (.82 * colours.length);
        for (int c = 0; c < 3; c++) {
            out[c] = (colours[at - 1][c] + colours[at][c] + colours[at + 1][c]) / 3;
        }
    }

    private double place(int column) {
        return lines.half * (2.0 * (column + .5) / COLUMNS - 1);
    }

    void tone(double a, float[] out) {
        double i = Ease.clamp((a / lines.half + 1) / 2 * COLUMNS - .5, 0, COLUMNS - 1.001);
        for (int c = 0; c < 3; c++) {
            out[c] = (float) Ease.mix(tone[c][(int) i], tone[c][(int) i + 1], i - (int) i);
        }
    }

    /** The lower edge of what covers the skin over the lid: one smooth line, as edges found column by column are spikes. */
    private @Nullable Parabola findCover() {
        double[] x = new double[COLUMNS];
        double[] y = new double[COLUMNS];
        int found = 0;
        int dark = 0;
        int all = 0;
        for (int column = 0; column < COLUMNS; column++) {
            double a = 1.1 * place(column);
            double lid = lines.upper(a);
            double lowest = Double.NaN;
            boolean skin = false;
            for (double up = .03; up < .24; up += .008) {
                boolean isDark = light(a, lid - up) < DARK * lightness;
                skin |= !isDark;
                if (isDark && skin && Double.isNaN(lowest)) {
                    lowest = lid - up;
                }
                if (skin && up < .2) {
                    all++;
                    dark += isDark ? 1 : 0;
                }
            }
            if (!Double.isNaN(lowest)) {
                x[found] = a;
                y[found++] = lowest;
            }
        }
        boolean covered = dark > COVERED * all && found > COLUMNS / 3 || found > ACROSS * COLUMNS;
        return covered ? Parabola.through(x, y, found) : null;
    }

    /** What of the skin under the eye is finer than its tone, for a place so far up from the edge of the closed lid. */
    void grain(double a, double up, float[] out) {
        double b = lines.lower(a) + .06 + .8 * Math.abs(up);
        source.cubic(lines.pictureX(a, b), lines.pictureY(a, b), out);
        for (int i = 0; i < 4; i++) {
            float[] pixel = look(a + (i % 2 == 0 ? .016 : -.016), b + (i < 2 ? .016 : -.016));
            for (int c = 0; c < 3; c++) {
                out[c] -= pixel[c] / 4;
            }
        }
    }

    /** Where the skin begins that the lid draws down. */
    double top(double a) {
        double lid = lines.upper(a);
        double top = Math.min(Math.max(lines.brow(a) + UNDER_BROW, lid - MOST), lid - Math.max(LEAST, lashes + .05));
        if (cover == null) {
            return top;
        }
        double end = 1.1 * lines.half;
        return Math.min(Math.max(top, cover.within(-end, end, a) + UNDER_FRAME), lid - lashes - .02);
    }
}
