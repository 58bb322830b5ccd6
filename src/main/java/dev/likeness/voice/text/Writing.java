package dev.likeness.voice.text;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Optional;

/** What letters are of which script. */
final class Writing {

    private Writing() {
    }

    /** The first script that is not the one of English; Greek letters alone have English names. */
    static Optional<String> foreign(String text) {
        int before = ' ';
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c > 0x24F && Character.isLetter(c)) {
                UnicodeScript script = UnicodeScript.of(c);
                boolean alone = !Character.isLetter(before) && (i >= text.length()
                        || !Character.isLetter(text.codePointAt(i)));
                if (!readable(script) && !(script == UnicodeScript.GREEK && alone)) {
                    return Optional.of(name(script));
                }
            }
            before = c;
        }
        return Optional.empty();
    }

    /** Whether there is a letter, a number, or a sign that has a name. */
    static boolean sayable(String text) {
        return text.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || Emoji.is(c)
                || Character.getType(c) == Character.OTHER_NUMBER || Character.getType(c) == Character.CURRENCY_SYMBOL);
    }

    private static boolean readable(UnicodeScript script) {
        return script == UnicodeScript.LATIN || script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
    }

    private static String name(UnicodeScript script) {
        return switch (script) {
            case HAN -> "Chinese or Japanese";
            case HIRAGANA, KATAKANA -> "Japanese";
            case HANGUL -> "Korean";
            default -> {
                String name = script.name().replace('_', ' ').toLowerCase(Locale.ROOT);
                yield Character.toUpperCase(name.charAt(0)) + name.substring(1);
            }
        };
    }
}
