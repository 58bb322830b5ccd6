package dev.likeness.common.file;

/** A trained net that travels with the program is missing or damaged: the program has to be installed anew. */
public final class NetException extends RuntimeException {

    public NetException(String message) {
        super(message);
    }
}
