package dev.likeness.avatar.eye;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;
import java.util.Arrays;

/**
 * Where the eyeball of a picture really ends. The mesh's lids lie a little inside of large painted eyes, and what lies
 * beyond them would stay white when the eye closes.
 */
final class LidEdges {

    /** How far to either side they are looked for, half widths. */
    static final double WIDTH = 1.06;
    private static final int COLUMNS = 31;
    private static final double STEP = .005;
    private static final double FARTHEST = .075;
    /** So much at a corner, and of the gap elsewhere; make-up and shadows go on from there. */
    private static final double CORNER = .03;
    private static final double GAP = .35;
    /** Distance of colours between eyeball and skin, below which the picture says nothing. */
    private static final double CLEAR = 42;
    /** From here to the corners there is no iris, half widths. */
    private static final double WHITE = .6;

    private final LidLines lines;
    private final Raster source;
    private final float[] ball = new float[3];
    private final float[] skin = new float[3];
    private final float[] here = new float[3];

    private LidEdges(LidLines lines, Raster source) {
        this.lines = lines;
        this.source = source;
    }

    /** The lines moved to where the picture has them. */
    static LidLines corrected(LidLines mesh, Raster source) {
        LidEdges edges = new LidEdges(mesh, source);
        return mesh.opened(edges.found(-1), edges.found(1));
    }

    /** How much farther out than the mesh says, at places spread evenly from corner to corner. */
    private float[] found(int down) {
        float[] found = new float[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            found[i] = (float) edge(WIDTH * lines.half * (2.0 * i / (COLUMNS - 1) - 1), down);
        }
        float[] steady = new float[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            float[] near = Arrays.copyOfRange(found, Math.max(0, i - 4), Math.min(COLUMNS, i + 5));
            Arrays.sort(near);
            steady[i] = near[near.length / 2];
        }
        Ease.blur(steady, 2.2);
        return steady;
    }

    private double edge(double a, int down) {
        double ballA = Ease.clamp(a, -.75 * lines.half, .75 * lines.half);
        double ballLid = lid(ballA, down);
        double gap = lines.lower(ballA) - lines.upper(ballA);
        double lid = lid(a, down);
        mean(ballA, ballLid - down * Math.min(.04, .5 * gap), ballLid - down * Math.min(.02, .3 * gap), ball);
        mean(a, lid + down * .07, lid + down * .11, skin);
        double length = 0;
        double lighter = 0;
        for (int c = 0; c < 3; c++) {
            length += (skin[c] - ball[c]) * (skin[c] - ball[c]);
            lighter += ball[c] - skin[c];
        }
        // A dark eyeball cannot be told from lashes, except below the iris.
        boolean told = lighter > 0 || down > 0 && Math.abs(a) < WHITE * lines.half;
        if (!told || length < CLEAR * CLEAR) {
            return 0;
        }
        double last = 0;
        for (double out = 0; out < FARTHEST; out += STEP) {
            source.cubic(lines.pictureX(a, lid + down * out), lines.pictureY(a, lid + down * out), here);
            double along = 0;
            for (int c = 0; c < 3; c++) {
                along += (here[c] - ball[c]) * (skin[c] - ball[c]);
            }
            if (along > .5 * length) {
                break;
            }
            last = out;
        }
        double most = CORNER + GAP * (lines.lower(a) - lines.upper(a));
        // Where no skin begins at all it is a shadow or make-up that looks like the eye.
        return last > FARTHEST - 2 * STEP ? 0 : Math.min(last, most);
    }

    private double lid(double a, int down) {
        return down > 0 ? lines.lower(a) : lines.upper(a);
    }

    private void mean(double a, double from, double to, float[] out) {
        Arrays.fill(out, 0);
        for (int i = 0; i < 5; i++) {
            double b = Ease.mix(from, to, i / 4.0);
            source.cubic(lines.pictureX(a, b), lines.pictureY(a, b), here);
            for (int c = 0; c < 3; c++) {
                out[c] += here[c] / 5;
            }
        }
    }
}
