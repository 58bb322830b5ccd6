package dev.likeness.voice;

/** What should have spoken failed or did not answer in time; the same words may be said later. */
public final class SpeechAwayException extends RuntimeException {

    public SpeechAwayException(String message) {
        super(message);
    }

    public SpeechAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
