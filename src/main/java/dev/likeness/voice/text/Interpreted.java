package dev.likeness.voice.text;

import java.util.ArrayList;
import java.util.List;

/** What a mark of SSML asks for, as words. */
final class Interpreted {

    private Interpreted() {
    }

    static void say(Marked.Mark mark, Says says) {
        switch (mark) {
            case Marked.Break silence -> says.rest(silence.seconds());
            case Marked.Sounds sounds -> says.sounds(sounds.written(), sounds.ipa());
            case Marked.SayAs as -> sayAs(as.written(), as.kind(), says);
        }
    }

    private static void sayAs(String written, Marked.Kind kind, Says says) {
        String digits = written.replaceAll("[^0-9]+", "");
        switch (kind) {
            case LETTERS -> says.spelled(written);
            case DIGITS, TELEPHONE -> {
                if (digits.isEmpty()) {
                    plain(written, says);
                } else {
                    Quantities.telephone(written, says);
                }
            }
            case CARDINAL, ORDINAL -> {
                int roman = Roman.value(written);
                String number = roman > 0 ? Integer.toString(roman) : digits;
                if (number.isEmpty()) {
                    plain(written, says);
                } else if (kind == Marked.Kind.ORDINAL) {
                    says.words(Numbers.ordinal(number));
                } else {
                    says.words((written.startsWith("-") ? "minus " : "") + Numbers.cardinal(number));
                }
            }
            case DATE, TIME -> plain(written, says);
        }
    }

    private static void plain(String written, Says says) {
        List<Object> parts = new ArrayList<>();
        for (String part : written.split("\\s+")) {
            parts.add(Chunk.of(part));
        }
        for (int i = 0; i < parts.size();) {
            int taken = Quantities.take(parts, i, English.chunk(parts, i - 1), says);
            if (taken == 0) {
                Mixed.say(((Chunk) parts.get(i)).core(), says);
            }
            i += Math.max(1, taken);
        }
    }
}
