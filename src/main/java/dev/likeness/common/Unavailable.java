package dev.likeness.common;

/**
 * Marks an exception that says: something this server needs is away for the moment. The caller reads
 * {@code SERVICE_UNAVAILABLE} with {@code Retry-After} instead of an error of ours.
 */
public interface Unavailable {

    /** Whether that is what a failure comes from. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unavailable) {
                return true;
            }
        }
        return false;
    }
}
