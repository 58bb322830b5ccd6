package dev.likeness.voice.text;

import java.util.Iterator;
import java.util.List;
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
        foreign(text).ifPresent(script -> {
            throw new UnsayableException("This text has " + script + " letters, which an English voice cannot read; "
                    + "espeak-ng speaks other languages where it is installed.");
        });
        Marked marked = Ssml.read(text);
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
            return Writing.sayable(written) ? new Sentence(written, List.of(), piece.pause()) : null;
        });
    }

    /** The first script in the text that an English voice cannot read, by its name: {@code Cyrillic}, {@code Han}. */
    public static Optional<String> foreign(String text) {
        return Writing.foreign(text);
    }
}
