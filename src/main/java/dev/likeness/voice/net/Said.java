package dev.likeness.voice.net;

import dev.likeness.voice.Phone;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.sound.Loudness;
import java.util.ArrayList;
import java.util.List;

/** What was said so far. */
final class Said {

    private final List<float[]> sounds = new ArrayList<>();
    private final List<Phone> phones = new ArrayList<>();
    private int length;
    private boolean nothing = true;

    boolean nothing() {
        return nothing;
    }

    void silence(double seconds) {
        append(new float[(int) Math.round(seconds * Utterance.RATE)]);
    }

    /** @param times within the whole sound that this was cut out of */
    void add(Cut cut, List<Phone> times) {
        double start = seconds(length);
        append(cut.sound());
        nothing = false;
        double end = seconds(length);
        for (Phone phone : times) {
            double from = Math.clamp(phone.start() + start - seconds(cut.from()), start, end);
            double to = Math.clamp(phone.end() + start - seconds(cut.from()), start, end);
            if (to > from) {
                phones.add(new Phone(phone.ipa(), phone.stress(), from, to));
            }
        }
    }

    Utterance utterance(String text) {
        float[] all = new float[length];
        int at = 0;
        for (float[] sound : sounds) {
            System.arraycopy(sound, 0, all, at, sound.length);
            at += sound.length;
        }
        return new Utterance(Loudness.at(Loudness.SPEECH, all, Utterance.RATE), phones, text);
    }

    private void append(float[] sound) {
        sounds.add(sound);
        length += sound.length;
    }

    private static double seconds(int samples) {
        return (double) samples / Utterance.RATE;
    }
}
