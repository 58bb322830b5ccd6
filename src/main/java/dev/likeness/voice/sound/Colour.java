package dev.likeness.voice.sound;

import dev.likeness.voice.Utterance;

/** How bright a voice is. */
public final class Colour {

    private static final double PIVOT_HZ = 1500;
    /** So wide that it is a slope rather than a step. */
    private static final double Q = .5;
    /** By how many dB the brightness of a voice moves by one hertz, measured over the ten. */
    private static final double DB_PER_HERTZ = .02;

    private Colour() {
    }

    /** Tilted so that all above 1.5 kHz is louder by that much. */
    public static float[] of(float[] sound, double decibels) {
        return decibels == 0 ? sound : Biquad.highShelf(Utterance.RATE, PIVOT_HZ, decibels, Q).of(sound);
    }

    /** The tilt in dB that moves a voice's brightness by about so many hertz. */
    public static double tilt(double brightnessHz) {
        return brightnessHz * DB_PER_HERTZ;
    }
}
