package dev.likeness.voice;

/** Something cannot be said, for a reason that whoever asked can read and mend. */
public final class SpeechException extends RuntimeException {

    private final boolean empty;

    public SpeechException(String message) {
        this(message, false);
    }

    private SpeechException(String message, boolean empty) {
        super(message);
        this.empty = empty;
    }

    /** Of a sentence that has no sounds, which matters only where no other one has some. */
    public static SpeechException empty(String text) {
        return new SpeechException("There is nothing in it that can be said: " + text, true);
    }

    public boolean isEmpty() {
        return empty;
    }
}
