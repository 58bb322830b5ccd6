package dev.likeness.voice.text;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sentences out of pieces, one ahead, so that a text of nothing to say is told instead of being silence. */
final class Spoken implements Iterator<Sentence> {

    private final Iterator<Pieces.Piece> pieces;
    private final Function<Pieces.Piece, @Nullable Sentence> reader;
    private @Nullable Sentence next;

    private Spoken(Iterator<Pieces.Piece> pieces, Function<Pieces.Piece, @Nullable Sentence> reader) {
        this.pieces = pieces;
        this.reader = reader;
        this.next = ahead();
    }

    static Iterator<Sentence> sentences(Iterator<Pieces.Piece> pieces,
            Function<Pieces.Piece, @Nullable Sentence> reader) {
        Spoken spoken = new Spoken(pieces, reader);
        if (!spoken.hasNext()) {
            throw new UnsayableException("There is nothing in this text that could be said.");
        }
        return spoken;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Sentence next() {
        Sentence sentence = next;
        if (sentence == null) {
            throw new NoSuchElementException();
        }
        next = ahead();
        return sentence;
    }

    private @Nullable Sentence ahead() {
        while (pieces.hasNext()) {
            Sentence sentence = reader.apply(pieces.next());
            if (sentence != null) {
                return sentence;
            }
        }
        return null;
    }
}
