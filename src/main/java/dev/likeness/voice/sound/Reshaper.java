package dev.likeness.voice.sound;

import dev.likeness.voice.Utterance;
import java.util.Arrays;

/**
 * Changes the pitch and the resonances of a voice by overlapping periods of it that are read faster or slower (TD-PSOLA
 * with resampled grains), and how fast it speaks by more or fewer of them.
 */
public final class Reshaper {

    private static final double FROM_HZ = 60;
    private static final double TO_HZ = 900;
    /** Half of a grain where nothing is voiced, which also is how far grains are apart there. */
    private static final int UNVOICED = 120;
    /** By how much one period may differ from the one before. */
    private static final double JITTER = .2;
    /** Of the middle: where a voice sets in, nets tell lower pitches for a moment, which nobody has. */
    private static final double LOWEST = .45;

    private final float[] sound;
    private final Melody melody;
    private final double middle;

    /**
     * @param melody of that sound
     * @param middle of the melody, Hz
     */
    public Reshaper(float[] sound, Melody melody, double middle) {
        this.sound = sound;
        this.melody = melody;
        this.middle = middle;
    }

    /**
     * The voice anew.
     *
     * @param ratio factor of its pitch
     * @param formants factor of its resonances
     * @param range power of the melody's distance from its middle
     * @param rate factor of its speed
     */
    public float[] to(double ratio, double formants, double range, double rate) {
        int[] marks = marks();
        float[] shaped = new float[(int) Math.round(sound.length / rate)];
        int nearest = 0;
        double at = 0;
        while (at < shaped.length && marks.length > 0) {
            double heard = at * rate;
            while (nearest + 1 < marks.length
                    && Math.abs(marks[nearest + 1] - heard) <= Math.abs(marks[nearest] - heard)) {
                nearest++;
            }
            double now = period((int) heard);
            double period = period(marks[nearest]);
            // Where a voice ends, one of both may be voiced alone: the shorter way keeps grains from standing apart.
            double wanted = now == 0 || period == 0
                    ? UNVOICED
                    : now / (ratio * Math.pow(Utterance.RATE / now / middle, range - 1));
            if (period == 0) {
                grain(shaped, at, marks[nearest], UNVOICED, 1, 1);
            } else {
                // As strong as before: fewer or more grains a second, each longer or shorter.
                grain(shaped, at, marks[nearest], period, formants, Math.sqrt(formants * wanted / period));
            }
            at += wanted;
        }
        return shaped;
    }

    private void grain(float[] to, double at, int from, double half, double step, double gain) {
        int first = (int) Math.ceil(at - half / step);
        int last = (int) Math.floor(at + half / step);
        for (int i = Math.max(0, first); i <= Math.min(to.length - 1, last); i++) {
            double away = (i - at) * step;
            double read = from + away;
            int before = (int) Math.floor(read);
            if (before >= 1 && before + 2 < sound.length) {
                to[i] += (float) (gain * (.5 + .5 * Math.cos(Math.PI * away / half)) * between(before, read - before));
            }
        }
    }

    /** By the cubic through four samples: a line between two would take the brightness away. */
    private double between(int before, double share) {
        double a = sound[before - 1];
        double b = sound[before];
        double c = sound[before + 1];
        double d = sound[before + 2];
        return b + .5 * share * (c - a + share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)));
    }

    /** One in each period, where the voice is strongest; evenly where nothing is voiced. */
    private int[] marks() {
        float[] band = band();
        int[] marks = new int[2 * sound.length / UNVOICED + sound.length / 40 + 2];
        int count = 0;
        int at = 0;
        boolean voiced = false;
        while (at < sound.length) {
            double period = period(at);
            if (period == 0) {
                voiced = false;
            } else {
                at = voiced
                        ? strongest(band, at - (int) (JITTER * period), at + (int) (JITTER * period))
                        : strongest(band, at, at + (int) period);
                voiced = true;
            }
            marks[count++] = at;
            at += period == 0 ? UNVOICED : (int) Math.round(period);
        }
        return Arrays.copyOf(marks, count);
    }

    private static int strongest(float[] band, int from, int to) {
        int strongest = Math.min(from, band.length - 1);
        for (int i = from; i <= Math.min(to, band.length - 1); i++) {
            strongest = band[i] > band[strongest] ? i : strongest;
        }
        return strongest;
    }

    /** Filtered to and fro, so that nothing is late. */
    private float[] band() {
        Biquad low = Biquad.lowPass(Utterance.RATE, TO_HZ, .7071);
        Biquad high = Biquad.highPass(Utterance.RATE, FROM_HZ, .7071);
        float[] once = reversed(low.of(high.of(sound)));
        return reversed(low.of(high.of(once)));
    }

    private static float[] reversed(float[] sound) {
        float[] reversed = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            reversed[i] = sound[sound.length - 1 - i];
        }
        return reversed;
    }

    /** Samples; 0 where nothing is voiced. */
    private double period(int sample) {
        double hertz = melody.steady(sample);
        return hertz > Math.max(Melody.VOICED_HZ, LOWEST * middle) ? (double) Utterance.RATE / hertz : 0;
    }
}
