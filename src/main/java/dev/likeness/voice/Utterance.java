package dev.likeness.voice;

import java.util.List;

/**
 * A sentence as it was spoken.
 *
 * @param sound one channel, {@link #RATE} samples a second, -1 to 1
 * @param phones in order, without overlap; what is between them is silence. None from engines that do not tell them:
 *        whoever needs them listens
 * @param text what was said, as it was written
 */
@SuppressWarnings("ArrayRecordComponent")
public record Utterance(float[] sound, List<Phone> phones, String text) {

    /** Samples a second of everything that is spoken (CONTRACT 8). */
    public static final int RATE = 24_000;

    public Utterance {
        phones = List.copyOf(phones);
    }

    public double seconds() {
        return (double) sound.length / RATE;
    }
}
