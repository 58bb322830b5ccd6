package dev.likeness.avatar;

/** A picture the engine cannot work with; the message says why in words fit for the person who sent it. */
public final class PictureException extends RuntimeException {

    public PictureException(String message) {
        super(message);
    }

    public PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
