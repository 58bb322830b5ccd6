package dev.likeness.voice.text;

import java.lang.Character.UnicodeScript;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A text to be read aloud, plain or as SSML (a text that begins with {@code <speak>}), given sentence by sentence: what has
 * not been asked for is not worked out, so that sound can start before the end of the text is looked at.
 */
public final class Script {

    private Script() {
    }

    /**
     * English, with everything written out as words.
     *
     * @throws UnsayableException at once, when there is nothing to say, SSML is malformed or letters are not Latin
     */
    public static Iterator<Sentence> english(String text) {
        Marked marked = Ssml.read(text);
        foreign(marked.read()).ifPresent(script -> {
            throw new UnsayableException("This text has " + script + " letters, which an English voice cannot read; "
                    + "espeak-ng speaks other languages where it is installed.");
        });
        English english = new English(marked.marks());
        return Spoken.sentences(new Pieces(marked), english::sentence);
    }

    /**
     * Any language: only cut into sentences, for engines that read by themselves; sentences have no tokens.
     *
     * @throws UnsayableException at once, when there is nothing to say or SSML is malformed
     */
    public static Iterator<Sentence> plain(String text) {
        Marked marked = Ssml.read(text);
        return Spoken.sentences(new Pieces(marked), piece -> {
            String written = marked.written(piece.text());
            return sayable(written) ? new Sentence(written, List.of(), piece.pause()) : null;
        });
    }

    /**
     * The first script in the text that an English voice cannot read, by its name: {@code Cyrillic}, {@code Han}. Greek
     * letters alone have English names.
     */
    public static Optional<String> foreign(String text) {
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
    private static boolean sayable(String text) {
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
