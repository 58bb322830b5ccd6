package dev.likeness.voice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Something like speech of which everything is known: pulses of a glottis through the formants of vowels, a hill of
 * loudness for each syllable, hisses for consonants, pauses between phrases.
 *
 * @param pitch median of the pulses, Hz
 * @param rate syllables a second within a phrase
 * @param brightness centroid of the amplitudes the filters let through, 100 to 3700 Hz
 */
public record SpeechSynth(double pitch, double rate, double brightness) {

    public static final int RATE = 48_000;

    private static final double[][] VOWELS = {{730, 1090, 2440}, {530, 1840, 2480}, {390, 1990, 2550}, {570, 840, 2410},
            {440, 1020, 2240}};
    private static final double[] WIDTHS = {90, 110, 160, 250};
    private static final int PHRASE = 7;

    public static SpeechSynth of(Voice voice) {
        return new SpeechSynth(voice.pitch(), voice.rate(), voice.brightness());
    }

    /** A WAV of one channel. */
    public byte[] wav(double seconds) {
        return wav(speak(seconds), RATE, 1);
    }

    public float[] speak(double seconds) {
        SplittableRandom random = new SplittableRandom(7);
        float[] sound = new float[(int) (seconds * RATE)];
        float[] hiss = new float[sound.length];
        int length = (int) (RATE / rate);
        double damping = damping();
        double phase = 0;
        int syllable = 0;
        for (int from = RATE / 10; from + length < sound.length; from += length) {
            double[] formants = formants(syllable);
            double gain = 1 / Math.sqrt(power(formants, damping, null));
            double[] state = new double[10];
            for (int i = 0; i < length; i++) {
                double through = (double) i / length;
                // Falls or rises through each syllable, so that its median is the pitch.
                double melody = (syllable % 2 == 0 ? 2 : -2) * (1 - 2 * through);
                phase += pitch * Math.pow(2, melody / 12) / RATE;
                double pulse = phase >= 1 ? Math.sqrt(RATE / pitch) : 0;
                phase -= phase >= 1 ? 1 : 0;
                double hill = Math.pow(Math.sin(Math.PI * through), 1.2) + .02;
                boolean hisses = syllable % 3 == 1 && through < .2;
                hiss[from + i] = hisses ? (float) (.1 * (random.nextDouble() - .5)) : 0;
                sound[from + i] = (float) (gain * hill * filter(hisses ? 0 : pulse, formants, damping, state));
            }
            if (++syllable % PHRASE == 0) {
                from += RATE * 4 / 10;
            }
        }
        float loudest = 0;
        for (float value : sound) {
            loudest = Math.max(loudest, Math.abs(value));
        }
        for (int i = 0; i < sound.length; i++) {
            sound[i] = .5f * sound[i] / loudest + hiss[i];
        }
        return sound;
    }

    /** Longer throats have lower formants. */
    private double[] formants(int syllable) {
        double scale = pitch < 160 ? 1 : pitch < 300 ? 1.15 : 1.3;
        double[] vowel = VOWELS[syllable % VOWELS.length];
        return new double[]{scale * vowel[0], scale * vowel[1], scale * vowel[2], scale * 3500};
    }

    private static double filter(double pulse, double[] formants, double damping, double[] state) {
        state[0] = (1 - damping) * pulse + damping * state[0];
        state[1] = (1 - damping) * state[0] + damping * state[1];
        double x = state[1];
        for (int i = 0; i < formants.length; i++) {
            double radius = Math.exp(-Math.PI * WIDTHS[i] / RATE);
            double b = 2 * radius * Math.cos(2 * Math.PI * formants[i] / RATE);
            double c = -radius * radius;
            double y = (1 - b - c) * x + b * state[2 + 2 * i] + c * state[3 + 2 * i];
            state[3 + 2 * i] = state[2 + 2 * i];
            state[2 + 2 * i] = y;
            x = y;
        }
        return x;
    }

    /** How dull the glottis must be for the brightness; by the filters alone, not by what measures it. */
    private double damping() {
        double dull = .999;
        double bright = 0;
        for (int i = 0; i < 40; i++) {
            double middle = (dull + bright) / 2;
            if (centroid(middle) < brightness) {
                dull = middle;
            } else {
                bright = middle;
            }
        }
        return (dull + bright) / 2;
    }

    private double centroid(double damping) {
        double[] mean = new double[361];
        for (int vowel = 0; vowel < VOWELS.length; vowel++) {
            double[] spectrum = new double[mean.length];
            double sum = power(formants(vowel), damping, spectrum);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += spectrum[i] / sum;
            }
        }
        double weighted = 0;
        double all = 0;
        for (int i = 0; i < mean.length; i++) {
            weighted += (100 + 10 * i) * Math.sqrt(mean[i]);
            all += Math.sqrt(mean[i]);
        }
        return weighted / all;
    }

    /** Of the response of the filters between 100 and 3700 Hz. */
    private static double power(double[] formants, double damping, double[] spectrum) {
        double sum = 0;
        for (int i = 0; i <= 360; i++) {
            double angle = 2 * Math.PI * (100 + 10 * i) / RATE;
            double power = Math.pow(1 - damping, 4)
                    / Math.pow(1 - 2 * damping * Math.cos(angle) + damping * damping, 2);
            for (int k = 0; k < formants.length; k++) {
                double radius = Math.exp(-Math.PI * WIDTHS[k] / RATE);
                double b = 2 * radius * Math.cos(2 * Math.PI * formants[k] / RATE);
                double c = -radius * radius;
                double re = 1 - b * Math.cos(angle) - c * Math.cos(2 * angle);
                double im = b * Math.sin(angle) + c * Math.sin(2 * angle);
                power *= (1 - b - c) * (1 - b - c) / (re * re + im * im);
            }
            sum += power;
            if (spectrum != null) {
                spectrum[i] = power;
            }
        }
        return sum;
    }

    static byte[] wav(float[] sound, int rate, int channels) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * sound.length * channels).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1)
                .putShort((short) channels).putInt(rate).putInt(2 * channels * rate).putShort((short) (2 * channels))
                .putShort((short) 16).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 44);
        for (float value : sound) {
            for (int channel = 0; channel < channels; channel++) {
                wav.putShort((short) Math.clamp(Math.round(value * 32767), -32768, 32767));
            }
        }
        return wav.array();
    }
}
