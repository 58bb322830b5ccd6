package dev.likeness.voice.kokoro;

import dev.likeness.voice.Voice;

/**
 * Which of the people of the pack has one of the ten voices: well trained, and apart from the others of the ten.
 *
 * @param style the pack's name of them
 * @param hertz median of their fundamental frequency, as it was measured
 * @param axis what the voice's axis says of it, Hz
 */
record Person(String style, double hertz, double axis) {

    private static final double LEAST = .75;
    private static final double MOST = 1.35;

    static Person of(Voice voice) {
        return switch (voice) {
            case M1 -> new Person("am_fenrir", 121, voice.pitch());
            case M2 -> new Person("bm_george", 135, voice.pitch());
            case M3 -> new Person("bm_lewis", 86, voice.pitch());
            case M4 -> new Person("am_michael", 110, voice.pitch());
            case M5 -> new Person("bm_fable", 113, voice.pitch());
            case F1 -> new Person("af_heart", 190, voice.pitch());
            case F2 -> new Person("bf_isabella", 201, voice.pitch());
            case F3 -> new Person("af_alloy", 138, voice.pitch());
            case F4 -> new Person("af_aoede", 178, voice.pitch());
            case F5 -> new Person("bf_emma", 178, voice.pitch());
        };
    }

    /**
     * The factor of their pitch. Untuned they speak as they do; a voice that is tuned gets the pitch that its axis tells,
     * since a sample was held against that, or as near to it as does not distort them.
     */
    double tuned(double ratio) {
        return ratio == 1 ? 1 : Math.clamp(axis * ratio / hertz, LEAST, MOST);
    }
}
