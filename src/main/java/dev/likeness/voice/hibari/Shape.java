package dev.likeness.voice.hibari;

import dev.likeness.voice.Voice;

/**
 * What makes one of ten voices out of the net's only one.
 *
 * @param pitch factor of the fundamental frequency
 * @param formants factor of the resonances: under 1 a longer throat
 * @param range power of the melody's distance from its middle
 * @param speed factor of the net's own
 * @param tilt dB by which all above 1.5 kHz is louder
 * @param breath factor of the noise
 */
record Shape(double pitch, double formants, double range, double speed, double tilt, double breath) {

    static Shape of(Voice voice) {
        return switch (voice) {
            case M1 -> new Shape(.6, .87, 1, 1, 0, 1);
            case M2 -> new Shape(.7, .95, 1.2, 1.12, 4, .8);
            case M3 -> new Shape(.47, .84, .85, .88, -4, 1.3);
            case M4 -> new Shape(.54, .78, 1.2, .95, 3, .8);
            case M5 -> new Shape(.78, .82, 1.1, 1.18, -2, 1.5);
            case F1 -> new Shape(1, 1, 1, 1, 0, 1);
            case F2 -> new Shape(1.16, 1.03, 1.2, 1.14, 4, .8);
            case F3 -> new Shape(.84, .93, .85, .86, -3, 1.4);
            case F4 -> new Shape(1.36, 1.13, 1.05, 1.08, -3, 1.4);
            case F5 -> new Shape(.98, 1.14, 1.3, .92, 3, .8);
        };
    }
}
