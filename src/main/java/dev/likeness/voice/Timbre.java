package dev.likeness.voice;

import java.util.Arrays;

/**
 * The long-term spectrum of the voiced frames in bands that even out single harmonics, less the noise of the quietest
 * frames. It ends where telephones do, so that a sample of 8 kHz sounds as bright as one of 48.
 *
 * @param centroidHz of the amplitudes
 * @param tiltDbPerOctave slope of a line through the levels
 */
record Timbre(double centroidHz, double tiltDbPerOctave) {

    private static final double FROM_HZ = 100;
    private static final double WIDTH_HZ = 200;
    private static final int BANDS = 18;

    static Timbre of(Frames frames, PitchTrack pitch) {
        double[] power = bands(frames, pitch);
        double centroid = 0;
        double amplitudes = 0;
        double[] line = new double[5];
        for (int band = 0; band < BANDS; band++) {
            double hertz = FROM_HZ + (band + .5) * WIDTH_HZ;
            double amplitude = Math.sqrt(power[band]);
            centroid += hertz * amplitude;
            amplitudes += amplitude;
            // Bands are narrower in octaves the higher they are; each octave counts the same.
            add(line, 1 / hertz, Math.log(hertz) / Math.log(2), 10 * Math.log10(power[band] + 1e-12));
        }
        double slope = (line[0] * line[4] - line[1] * line[2]) / (line[0] * line[3] - line[1] * line[1]);
        return new Timbre(amplitudes == 0 ? 0 : centroid / amplitudes, slope);
    }

    private static void add(double[] line, double weight, double x, double y) {
        line[0] += weight;
        line[1] += weight * x;
        line[2] += weight * y;
        line[3] += weight * x * x;
        line[4] += weight * x * y;
    }

    private static double[] bands(Frames frames, PitchTrack pitch) {
        double[] energy = frames.energy().clone();
        Arrays.sort(energy);
        double quiet = energy[(int) (.1 * (energy.length - 1))];
        double[] voice = new double[BANDS];
        double[] noise = new double[BANDS];
        int voiced = 0;
        int still = 0;
        for (int frame = 0; frame < frames.count(); frame++) {
            boolean isVoiced = pitch.hertz()[frame] > 0;
            boolean isStill = !isVoiced && frames.energy()[frame] <= quiet;
            voiced += isVoiced ? 1 : 0;
            still += isStill ? 1 : 0;
            for (int band = 0; (isVoiced || isStill) && band < BANDS; band++) {
                double from = FROM_HZ + band * WIDTH_HZ;
                (isVoiced ? voice : noise)[band] += frames.between(frame, from, from + WIDTH_HZ);
            }
        }
        for (int band = 0; band < BANDS; band++) {
            double mean = voice[band] / Math.max(1, voiced);
            voice[band] = Math.max(mean - noise[band] / Math.max(1, still), .01 * mean);
        }
        return voice;
    }
}
