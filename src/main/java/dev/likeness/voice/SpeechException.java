package dev.likeness.voice;

/** Something cannot be said, for a reason that whoever asked can read and mend. */
public final class SpeechException extends RuntimeException {

    public SpeechException(String message) {
        super(message);
    }
}
