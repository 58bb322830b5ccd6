package dev.likeness.voice;

import java.util.List;

/**
 * The ten built-in voices (CONTRACT 8) and where each lies on the axes. A sample is held against these numbers, and who
 * speaks with a voice has to sound like them; the engine that travels with the program was measured.
 */
public enum Voice {

    M1(-1, 118, 4.8, 850), //
    M2(-1, 136, 5.4, 1000), //
    M3(-1, 92, 4.4, 775), //
    M4(-1, 105, 4.8, 870), //
    M5(-.5, 154, 5.7, 780), //
    F1(1, 195, 5.1, 935), //
    F2(1, 225, 5.2, 1040), //
    F3(.6, 165, 4.3, 820), //
    F4(1, 265, 4.9, 915), //
    F5(.9, 190, 4.4, 1070);

    private static final List<Voice> WOMEN = List.of(F1, F2, F3, F4, F5);
    private static final List<Voice> MEN = List.of(M1, M2, M3, M4, M5);

    private final double gender;
    private final double pitch;
    private final double rate;
    private final double brightness;

    Voice(double gender, double pitch, double rate, double brightness) {
        this.gender = gender;
        this.pitch = pitch;
        this.rate = rate;
        this.brightness = brightness;
    }

    /** One of the five of a gender; any number chooses one. */
    public static Voice of(boolean female, long choice) {
        List<Voice> voices = female ? WOMEN : MEN;
        return voices.get((int) Long.remainderUnsigned(choice, voices.size()));
    }

    /** -1 male to 1 female. */
    public double gender() {
        return gender;
    }

    /** Median of the fundamental frequency, Hz. */
    public double pitch() {
        return pitch;
    }

    /** Syllables a second, pauses not counted. */
    public double rate() {
        return rate;
    }

    /** Centroid of the amplitudes between 100 and 3700 Hz while the voice sounds, Hz. */
    public double brightness() {
        return brightness;
    }
}
