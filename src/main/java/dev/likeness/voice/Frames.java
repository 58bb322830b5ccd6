package dev.likeness.voice;

/**
 * Short pieces of a sound, a hundred a second, and the power in each of their frequencies.
 *
 * @param power by frame and by frequency, {@link #BIN_HZ} apart
 * @param energy by frame: the sum of it
 */
@SuppressWarnings("ArrayRecordComponent")
record Frames(float[][] power, double[] energy) {

    static final int HOP = SampleDecoder.RATE / 100;
    static final int SIZE = 512;
    static final double BIN_HZ = (double) SampleDecoder.RATE / SIZE;

    /** At least one frame; the last piece is not cut short. */
    static Frames of(float[] sound) {
        int count = Math.max(1, (sound.length - SIZE) / HOP + 1);
        double[] window = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            window[i] = .5 - .5 * Math.cos(2 * Math.PI * i / SIZE);
        }
        Fourier fourier = new Fourier(SIZE);
        float[][] power = new float[count][];
        double[] energy = new double[count];
        double[] re = new double[SIZE];
        double[] im = new double[SIZE];
        for (int frame = 0; frame < count; frame++) {
            for (int i = 0; i < SIZE; i++) {
                int at = frame * HOP + i;
                re[i] = at < sound.length ? sound[at] * window[i] : 0;
                im[i] = 0;
            }
            fourier.transform(re, im);
            float[] row = new float[SIZE / 2];
            for (int bin = 0; bin < row.length; bin++) {
                row[bin] = (float) (re[bin] * re[bin] + im[bin] * im[bin]);
                energy[frame] += row[bin];
            }
            power[frame] = row;
        }
        return new Frames(power, energy);
    }

    int count() {
        return power.length;
    }

    /** Power between two frequencies. */
    double between(int frame, double fromHz, double toHz) {
        double sum = 0;
        for (int bin = bin(fromHz); bin < bin(toHz); bin++) {
            sum += power[frame][bin];
        }
        return sum;
    }

    static int bin(double hertz) {
        return (int) Math.round(hertz / BIN_HZ);
    }
}
