package dev.likeness.voice.heard;

import dev.likeness.voice.Phone;
import dev.likeness.voice.heard.SoundNet.Peak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hears what is said in a sound, and when. Threads may share one; the nets are read when it first listens. What it hears
 * has no stress; between two sounds of speech there is silence where nobody spoke.
 */
public final class Ears {

    /** Longest part that is heard at once, and the shortest one, seconds: the memory the net needs grows with it. */
    private static final double LONGEST = 15;
    private static final double SHORTEST = 9;
    /** What is heard with a part on both sides and then left out, seconds. */
    private static final double AROUND = .6;

    private final SoundNet net = new SoundNet();
    private final SpeechNet speech = new SpeechNet();

    /**
     * Everything that is said in a sound of any length.
     *
     * @param sound16k one channel, 16,000 samples a second, -1 to 1
     * @return in order, without overlap
     */
    public List<Phone> hear(float[] sound16k) {
        Spoken spoken = new Spoken(speech.listen(sound16k), 0);
        List<Peak> peaks = new ArrayList<>();
        double length = (double) sound16k.length / SoundNet.RATE;
        double from = 0;
        while (from < length) {
            double to = length - from <= LONGEST ? length : spoken.quietest(from + SHORTEST, from + LONGEST);
            double heardFrom = Math.max(0, from - AROUND);
            float[] part = Arrays.copyOfRange(sound16k, sample(heardFrom),
                    Math.min(sound16k.length, sample(to + AROUND)));
            for (Peak peak : net.hear(part, 0)) {
                Peak placed = peak.later(heardFrom);
                if (placed.at() >= from && placed.at() < to && spoken.around(placed.at())) {
                    peaks.add(placed);
                }
            }
            from = to;
        }
        return Spans.of(peaks, spoken, length);
    }

    SoundNet net() {
        return net;
    }

    SpeechNet.Ear ear() {
        return speech.ear();
    }

    private static int sample(double seconds) {
        return (int) Math.round(seconds * SoundNet.RATE);
    }
}
