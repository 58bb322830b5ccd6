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
            case M2 -> new Shape(.68, .91, 1.15, 1.08, 3, 1);
            case M3 -> new Shape(.52, .85, .85, .9, -3, 1.2);
            case M4 -> new Shape(.62, .82, 1.25, .95, 2, .9);
            case M5 -> new Shape(.74, .86, 1, 1.12, -1, 1.4);
            case F1 -> new Shape(1, 1, 1, 1, 0, 1);
            case F2 -> new Shape(1.15, 1.05, 1.1, 1.08, 2, 1);
            case F3 -> new Shape(.86, .95, .9, .9, -2, 1.3);
            case F4 -> new Shape(1.22, 1.1, 1, 1.12, -2, 1.4);
            case F5 -> new Shape(.92, 1.06, 1.25, .96, 3, .9);
        };
    }
}
