package dev.likeness.avatar.talk;

import dev.likeness.voice.Phone;
import java.util.ArrayList;
import java.util.List;

/** A sound, or half of a diphthong, that a mouth shows. */
record Sounding(Articulation shown, double start, double end) {

    static List<Sounding> of(List<Phone> phones) {
        List<Sounding> sounds = new ArrayList<>();
        for (Phone phone : phones) {
            double length = phone.end() - phone.start();
            for (IpaVisemes.Part part : IpaVisemes.of(phone.ipa())) {
                sounds.add(new Sounding(part.shown(), phone.start() + part.from() * length,
                        phone.start() + part.to() * length));
            }
        }
        return sounds;
    }
}
