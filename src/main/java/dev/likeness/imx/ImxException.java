package dev.likeness.imx;

import java.io.IOException;

/** A file that is not an .imx file this program can use; the message is one sentence that says why. */
public final class ImxException extends IOException {

    public ImxException(String message) {
        super(message);
    }

    public ImxException(String message, Throwable cause) {
        super(message, cause);
    }
}
