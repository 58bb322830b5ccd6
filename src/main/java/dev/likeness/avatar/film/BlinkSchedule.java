package dev.likeness.avatar.film;

import java.util.Arrays;
import java.util.Random;

/**
 * When the eyes close within a loop: three times in ten seconds, 2.4 to 4.4 seconds apart. Across the seam too, though by a
 * frame less there: the last frame is the first one again.
 */
final class BlinkSchedule {

    /** How far the lids are closed, frame by frame, during one blink. */
    static final double[] CURVE = {.30, .80, 1, 1, .78, .48, .22, .07};
    private static final int LEAST = 60;
    private static final int MOST = 110;
    private static final int USUAL = 83;
    private static final int MARGIN = 20;

    private final int[] level;

    BlinkSchedule(long seed, int frames) {
        Random random = new Random(seed ^ 0x626c696e6bL);
        int[] pauses = new int[frames / USUAL - 1];
        int within;
        do {
            Arrays.setAll(pauses, _ -> random.nextInt(LEAST, MOST + 1));
            within = Arrays.stream(pauses).sum();
        } while (frames - within < LEAST || frames - within > MOST);
        int last = frames - MARGIN - CURVE.length;
        int blink = random.nextInt(MARGIN, last - within + 1);
        level = new int[frames];
        close(blink);
        for (int pause : pauses) {
            blink += pause;
            close(blink);
        }
    }

    private void close(int blink) {
        for (int i = 0; i < CURVE.length; i++) {
            level[blink + i] = i + 1;
        }
    }

    /** 0 for open eyes, else the number of the frame within the blink, from 1. */
    int level(int frame) {
        return level[frame];
    }
}
