package dev.likeness.embed.speech;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that is being said. Sentences are made when somebody wants them first; whoever comes later gets the same. */
public final class Saying {

    /** Says the next sentence; null when there is none. */
    interface Sentences {

        @Nullable
        SaidSentence next() throws InterruptedException;
    }

    private final Sentences sentences;
    private final Runnable grown;
    private final List<SaidSentence> said = new ArrayList<>();
    private boolean over;
    private volatile long bytes;

    /** @param grown is run after each sentence that was made */
    Saying(Sentences sentences, Runnable grown) {
        this.sentences = sentences;
        this.grown = grown;
    }

    /** Of what was said so far. */
    long bytes() {
        return bytes;
    }

    /**
     * A sentence by its number, from 0; null behind the last one. Sentences are asked for in order.
     *
     * @throws InterruptedException when the caller wants it no longer
     */
    public synchronized @Nullable SaidSentence sentence(int number) throws InterruptedException {
        while (said.size() <= number && !over) {
            SaidSentence next = sentences.next();
            if (next == null) {
                over = true;
            } else {
                said.add(next);
                over = next.last();
                bytes += next.frame().length;
                grown.run();
            }
        }
        return number < said.size() ? said.get(number) : null;
    }
}
