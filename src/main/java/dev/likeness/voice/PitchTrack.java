package dev.likeness.voice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fundamental frequency by normalised autocorrelation, frame by frame as {@link Frames} cuts them. The first lag
 * that is nearly as good as the best one wins, since every multiple of a period is one, too; frames that lie far from the
 * median of all take their lag near it, when they have one.
 *
 * @param hertz by frame; 0 where there is no voice
 * @param clarity by frame: how alike two periods are, up to 1; 0 where there is no voice
 */
@SuppressWarnings("ArrayRecordComponent")
record PitchTrack(double[] hertz, double[] clarity) {

    private static final int RATE = SampleDecoder.RATE / 2;
    private static final int WINDOW = RATE / 40;
    private static final int SHORTEST_LAG = RATE / 500;
    private static final int LONGEST_LAG = RATE / 60;
    private static final double CLEAR = .6;
    private static final double NEARLY = .9;
    private static final double FAR_SEMITONES = 8;
    /** Below the loudest by this factor of power, nobody speaks. */
    private static final double QUIET = 1 / 3000.0;
    private static final int SHORTEST_RUN = 4;
    private static final int TAPS = 63;
    private static final double CUT_HZ = 950;
    private static final double HUM_HZ = 45;

    private record Peak(double hertz, double clarity) {
    }

    static PitchTrack of(float[] sound, Frames frames) {
        float[] slow = halved(sound);
        double[] squares = new double[slow.length + 1];
        for (int i = 0; i < slow.length; i++) {
            squares[i + 1] = squares[i] + (double) slow[i] * slow[i];
        }
        double[] sorted = frames.energy().clone();
        Arrays.sort(sorted);
        double quiet = sorted[(int) (.95 * (sorted.length - 1))] * QUIET;
        List<List<Peak>> peaks = new ArrayList<>(frames.count());
        for (int frame = 0; frame < frames.count(); frame++) {
            int centre = (frame * Frames.HOP + Frames.SIZE / 2) / 2;
            peaks.add(frames.energy()[frame] <= quiet ? List.of() : peaks(slow, squares, centre));
        }
        return chosen(peaks);
    }

    private static PitchTrack chosen(List<List<Peak>> peaks) {
        PitchTrack track = new PitchTrack(new double[peaks.size()], new double[peaks.size()]);
        for (int frame = 0; frame < peaks.size(); frame++) {
            double best = best(peaks.get(frame));
            for (Peak peak : peaks.get(frame)) {
                if (best >= CLEAR && peak.clarity >= NEARLY * best) {
                    track.set(frame, peak);
                    break;
                }
            }
        }
        double median = track.median();
        for (int frame = 0; frame < peaks.size(); frame++) {
            if (track.hertz[frame] > 0 && Math.abs(semitones(track.hertz[frame], median)) > FAR_SEMITONES) {
                double best = best(peaks.get(frame));
                for (Peak peak : peaks.get(frame)) {
                    if (peak.clarity >= .85 * best && Math.abs(semitones(peak.hertz, median)) < FAR_SEMITONES) {
                        track.set(frame, peak);
                        break;
                    }
                }
            }
        }
        track.dropShortRuns();
        return track;
    }

    private void set(int frame, Peak peak) {
        hertz[frame] = peak.hertz;
        clarity[frame] = peak.clarity;
    }

    /** The lags at which the sound resembles itself, shortest first. */
    private static List<Peak> peaks(float[] x, double[] squares, int centre) {
        if (centre - (WINDOW + LONGEST_LAG) / 2 - 1 < 0 || centre + (WINDOW + LONGEST_LAG) / 2 + 2 >= x.length) {
            return List.of();
        }
        double[] alike = new double[LONGEST_LAG + 2];
        for (int lag = SHORTEST_LAG - 1; lag <= LONGEST_LAG + 1; lag++) {
            int from = centre - (WINDOW + lag) / 2;
            float product = 0;
            for (int i = from; i < from + WINDOW; i++) {
                product += x[i] * x[i + lag];
            }
            double both = (squares[from + WINDOW] - squares[from])
                    * (squares[from + lag + WINDOW] - squares[from + lag]);
            alike[lag] = both > 1e-12 ? product / Math.sqrt(both) : 0;
        }
        List<Peak> peaks = new ArrayList<>();
        for (int lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
            double here = alike[lag];
            double before = alike[lag - 1];
            double after = alike[lag + 1];
            if (here >= .4 && here > before && here >= after) {
                double shift = .5 * (before - after) / (before - 2 * here + after);
                peaks.add(new Peak(RATE / (lag + shift), Math.min(1, here - .25 * (before - after) * shift)));
            }
        }
        return peaks;
    }

    private static double best(List<Peak> peaks) {
        return peaks.stream().mapToDouble(Peak::clarity).max().orElse(0);
    }

    /** Of the voiced frames; 0 when there is none. */
    double median() {
        return percentile(.5);
    }

    double percentile(double share) {
        double[] voiced = Arrays.stream(hertz).filter(value -> value > 0).sorted().toArray();
        return voiced.length == 0 ? 0 : voiced[(int) (share * (voiced.length - 1))];
    }

    int voiced() {
        return (int) Arrays.stream(hertz).filter(value -> value > 0).count();
    }

    /** Somebody who speaks does so for 40 ms at least; noise is periodic for shorter by chance. */
    private void dropShortRuns() {
        int begin = 0;
        for (int i = 0; i <= hertz.length; i++) {
            if (i == hertz.length || hertz[i] == 0) {
                if (i - begin < SHORTEST_RUN) {
                    Arrays.fill(hertz, begin, i, 0);
                    Arrays.fill(clarity, begin, i, 0);
                }
                begin = i + 1;
            }
        }
    }

    static double semitones(double of, double from) {
        return 12 * Math.log(of / from) / Math.log(2);
    }

    /** At half the rate, without what no pitch is heard from: hum and direct current, all over a kilohertz. */
    private static float[] halved(float[] sound) {
        float[] taps = taps();
        double keep = Math.exp(-2 * Math.PI * HUM_HZ / SampleDecoder.RATE);
        float[] high = new float[sound.length + TAPS];
        double last = 0;
        double out = 0;
        for (int i = 0; i < sound.length; i++) {
            out = keep * (out + sound[i] - last);
            last = sound[i];
            high[i + TAPS / 2] = (float) out;
        }
        float[] slow = new float[sound.length / 2];
        for (int i = 0; i < slow.length; i++) {
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                sum += taps[tap] * high[2 * i + tap];
            }
            slow[i] = sum;
        }
        return slow;
    }

    /** A windowed sinc. */
    private static float[] taps() {
        double[] taps = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - TAPS / 2;
            double cut = 2 * CUT_HZ / SampleDecoder.RATE;
            double sinc = x == 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
            taps[i] = sinc * (.54 + .46 * Math.cos(2 * Math.PI * x / TAPS));
            sum += taps[i];
        }
        float[] scaled = new float[TAPS];
        for (int i = 0; i < TAPS; i++) {
            scaled[i] = (float) (taps[i] / sum);
        }
        return scaled;
    }
}
