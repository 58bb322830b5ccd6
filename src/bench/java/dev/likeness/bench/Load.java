package dev.likeness.bench;

import java.util.Arrays;

/** Something that does work as fast as so many connections allow. */
interface Load {

    /**
     * @param nanos measured time
     * @param micros how long each task took
     * @param count how many of them there are
     */
    record Slice(long nanos, int[] micros, int count) {

        double perSecond() {
            return count * 1e9 / nanos;
        }

        /** How many of {@link #micros} are filled: all tasks, or none where single ones are not timed. */
        int timed() {
            return Math.min(count, micros.length);
        }
    }

    /** Runs for so long; ends with nothing under way. */
    Slice run(int connections, long nanos) throws Exception;

    /** Latencies as they come in. */
    final class Samples {

        private int[] micros = new int[1 << 14];
        private int count;

        void add(long nanos) {
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, count * 2);
            }
            micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
        }

        void addAll(Samples others) {
            int total = count + others.count;
            if (total > micros.length) {
                micros = Arrays.copyOf(micros, total * 2);
            }
            System.arraycopy(others.micros, 0, micros, count, others.count);
            count = total;
        }

        Slice over(long nanos) {
            return new Slice(nanos, micros, count);
        }
    }
}
