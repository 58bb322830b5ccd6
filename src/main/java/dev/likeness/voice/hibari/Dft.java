package dev.likeness.voice.hibari;

/** The discrete Fourier transform of one size, which is best a product of small factors. Not for several threads. */
final class Dft {

    private final int size;
    private final double[] cos;
    private final double[] sin;
    private final double[] outRe;
    private final double[] outIm;
    private final double[] re = new double[8];
    private final double[] im = new double[8];
    private double[] inRe = new double[0];
    private double[] inIm = new double[0];

    Dft(int size) {
        this.size = size;
        this.cos = new double[size];
        this.sin = new double[size];
        this.outRe = new double[size];
        this.outIm = new double[size];
        for (int i = 0; i < size; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / size);
            sin[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    /** In place; with the two parts swapped it is the inverse, {@code size} times as large. */
    void transform(double[] real, double[] imaginary) {
        inRe = real;
        inIm = imaginary;
        part(size, 0, 1, 0);
        System.arraycopy(outRe, 0, real, 0, size);
        System.arraycopy(outIm, 0, imaginary, 0, size);
    }

    /** Of every {@code stride}th value, {@code length} of them, to where its result belongs. */
    private void part(int length, int from, int stride, int to) {
        if (length == 1) {
            outRe[to] = inRe[from];
            outIm[to] = inIm[from];
            return;
        }
        int radix = radix(length);
        int less = length / radix;
        for (int q = 0; q < radix; q++) {
            part(less, from + q * stride, stride * radix, to + q * less);
        }
        for (int k = 0; k < less; k++) {
            for (int q = 0; q < radix; q++) {
                int at = to + q * less + k;
                int turn = q * k * stride;
                re[q] = outRe[at] * cos[turn] - outIm[at] * sin[turn];
                im[q] = outRe[at] * sin[turn] + outIm[at] * cos[turn];
            }
            for (int j = 0; j < radix; j++) {
                double sumRe = re[0];
                double sumIm = im[0];
                for (int q = 1; q < radix; q++) {
                    int turn = q * j % radix * (size / radix);
                    sumRe += re[q] * cos[turn] - im[q] * sin[turn];
                    sumIm += re[q] * sin[turn] + im[q] * cos[turn];
                }
                outRe[to + j * less + k] = sumRe;
                outIm[to + j * less + k] = sumIm;
            }
        }
    }

    private static int radix(int length) {
        for (int radix : new int[]{4, 5, 3, 2, 7}) {
            if (length % radix == 0) {
                return radix;
            }
        }
        throw new IllegalArgumentException("no small factor in " + length);
    }
}
