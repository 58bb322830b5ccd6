package dev.likeness.voice.kokoro;

import java.util.Arrays;

/**
 * How somebody speaks: a row of numbers for each length of what is said.
 *
 * @param rows one behind the other, the first for nothing
 */
@SuppressWarnings("ArrayRecordComponent")
record Style(float[] rows) {

    static final int WIDTH = 256;

    /** @param symbols that are said, with the pad at each end, which do not count */
    float[] of(int symbols) {
        int row = Math.clamp(symbols - 2, 0, rows.length / WIDTH - 1);
        return Arrays.copyOfRange(rows, row * WIDTH, (row + 1) * WIDTH);
    }
}
