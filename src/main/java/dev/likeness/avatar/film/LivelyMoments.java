package dev.likeness.avatar.film;

import java.util.Random;

/**
 * What a listener does now and then within a loop: looks aside and back, raises the brows, nods. Frame by frame, from a
 * seed; at both ends of the loop nothing happens.
 */
final class LivelyMoments {

    private static final int QUIET = 16;
    /** Frames a glance takes to its place; eyes jump. */
    private static final int JUMP = 2;
    private static final double SIDE = .040;
    private static final double UP = .016;
    private static final double BROW = .032;
    private static final double NOD = Math.toRadians(1.1);
    private static final int NOD_FRAMES = 22;

    private final double[] gazeX;
    private final double[] gazeY;
    private final double[] brow;
    private final double[] nod;

    /** @param life 0 for none of it, 1 for all */
    LivelyMoments(long seed, int frames, double life) {
        Random random = new Random(seed ^ 0x6c697665L);
        gazeX = new double[frames];
        gazeY = new double[frames];
        brow = new double[frames];
        nod = new double[frames];
        int at = QUIET + random.nextInt(30);
        while (at < frames - QUIET - 40) {
            int stay = 12 + random.nextInt(16);
            double x = SIDE * (.45 + .55 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
            double y = UP * (2 * random.nextDouble() - 1.2);
            for (int i = at; i < at + stay + JUMP; i++) {
                double t = Math.min(Math.min(1.0, (i - at + 1.0) / JUMP), (at + stay + JUMP - i) / (double) JUMP);
                gazeX[i] = life * x * t;
                gazeY[i] = life * y * t;
            }
            at += stay + 30 + random.nextInt(50);
        }
        int first = QUIET + random.nextInt(frames / 3);
        bump(brow, first, 26, life * BROW);
        int second = frames / 2 + random.nextInt(frames / 4);
        bump(nod, second, NOD_FRAMES, life * NOD);
        if (life > .8 && second + 2 * NOD_FRAMES < frames - QUIET) {
            bump(nod, second + NOD_FRAMES - 6, NOD_FRAMES, .6 * life * NOD);
            bump(brow, second - 4, 20, .6 * life * BROW);
        }
    }

    private static void bump(double[] values, int from, int length, double height) {
        for (int i = 0; i < length; i++) {
            int at = from + i;
            if (at > 0 && at < values.length - 1) {
                values[at] += height * .5 * (1 - Math.cos(2 * Math.PI * (i + .5) / length));
            }
        }
    }

    /** Shift of the irises to the right, units. */
    double gazeX(int frame) {
        return gazeX[frame];
    }

    /** Shift of the irises downwards, units. */
    double gazeY(int frame) {
        return gazeY[frame];
    }

    /** Rise of the brows, units. */
    double brow(int frame) {
        return brow[frame];
    }

    /** How far the head is bowed, radians. */
    double nod(int frame) {
        return nod[frame];
    }
}
