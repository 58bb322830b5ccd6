package dev.likeness.embed.mind;

/** A model that was asked gives no answer; the message says why, for the operator. */
final class ModelFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    ModelFailedException(String why) {
        super(why);
    }

    ModelFailedException(String why, Throwable cause) {
        super(why, cause);
    }
}
