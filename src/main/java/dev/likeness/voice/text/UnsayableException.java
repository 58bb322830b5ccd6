package dev.likeness.voice.text;

/** A text cannot be said as it was written; the message tells whoever wrote it why, and what would help. */
public final class UnsayableException extends RuntimeException {

    public UnsayableException(String message) {
        super(message);
    }
}
