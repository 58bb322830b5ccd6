package dev.likeness.generation.input;

import org.jspecify.annotations.Nullable;

/** An input that cannot be had, in words fit for the person who sent it. Trying again later would not help. */
public final class InputException extends RuntimeException {

    public InputException(String message) {
        super(message);
    }

    InputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
