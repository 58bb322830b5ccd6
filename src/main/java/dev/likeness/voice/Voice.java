package dev.likeness.voice;

import java.util.List;

/**
 * The ten built-in voices (CONTRACT 8) and where each lies on the axes. A sample is held against these numbers, and who
 * speaks with a voice has to sound like them.
 */
public enum Voice {

    M1(-1, 112, 4.6, 950), //
    M2(-1, 98, 4.1, 870), //
    M3(-1, 129, 5.3, 1080), //
    M4(-1, 85, 4.4, 820), //
    M5(-.7, 148, 4.8, 1020), //
    F1(1, 205, 4.7, 1100), //
    F2(.8, 180, 4.2, 980), //
    F3(1, 230, 5.3, 1230), //
    F4(1, 256, 4.4, 1150), //
    F5(1, 290, 5, 1330);

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
