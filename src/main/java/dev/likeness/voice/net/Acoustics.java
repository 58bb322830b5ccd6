package dev.likeness.voice.net;

import dev.likeness.voice.Manner;

/** A net that turns symbols into sound. Threads may share it. */
@FunctionalInterface
public interface Acoustics {

    /** @param symbols of {@link Symbols}, with a pad at each end; at most {@link #most} */
    Rendering render(long[] symbols, Manner manner);

    /** How many symbols it takes at once. */
    default int most() {
        return Symbols.MOST;
    }

    /**
     * What was said.
     *
     * @param sound 24 kHz
     * @param lengths seconds of each symbol; together as long as the sound
     * @param late seconds by which the sound is earlier than these lengths tell
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Rendering(float[] sound, double[] lengths, double late) {
    }
}
