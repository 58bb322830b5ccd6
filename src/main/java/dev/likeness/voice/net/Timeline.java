package dev.likeness.voice.net;

import dev.likeness.voice.Phone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** When each sound is heard. */
final class Timeline {

    private static final int STRESSED = 'ˈ';
    private static final int LESS_STRESSED = 'ˌ';
    /** What is written behind a letter and belongs to it. */
    private static final String BEHIND = "ː\u0303ʰʲᵝ";
    /** A word flows into the next; only what is longer is a pause. */
    private static final double FLOWING_SECONDS = .06;

    private final Symbols symbols;
    private final IntFunction<String> names;

    Timeline(Symbols symbols, IntFunction<String> names) {
        this.symbols = symbols;
        this.names = names;
    }

    /** Of the whole sound, as early as it is heard. */
    List<Phone> of(long[] part, Acoustics.Rendering rendering) {
        List<Phone> phones = new ArrayList<>();
        double at = -rendering.late();
        double from = at;
        int stress = 0;
        for (int i = 0; i < part.length; i++) {
            int letter = symbols.letter(part[i]);
            at += rendering.lengths()[i];
            if (letter == STRESSED || letter == LESS_STRESSED) {
                stress = letter == STRESSED ? 2 : 1;
                continue;
            }
            if (BEHIND.indexOf(letter) >= 0 || letter == ' ' && at - from <= FLOWING_SECONDS) {
                lengthen(phones, from, at);
            } else if (Character.isLetter(letter)) {
                phones.add(new Phone(names.apply(letter), stress, Math.max(0, from), Math.max(0, at)));
                stress = 0;
            }
            from = at;
        }
        return phones;
    }

    private static void lengthen(List<Phone> phones, double until, double to) {
        if (!phones.isEmpty() && phones.getLast().end() >= until) {
            Phone last = phones.removeLast();
            phones.add(new Phone(last.ipa(), last.stress(), last.start(), Math.max(last.end(), to)));
        }
    }
}
