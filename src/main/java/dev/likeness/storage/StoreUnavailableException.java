package dev.likeness.storage;

import dev.likeness.common.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The object store is down, too slow or overloaded: nothing was lost, and trying again helps. */
public final class StoreUnavailableException extends UncheckedIOException implements Unavailable {

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, new IOException(message, cause));
    }
}
