package dev.likeness.common;

/** A code of the contract's table (CONTRACT 1.3). Each package has one enum of those it raises first. */
public interface ErrorCode {

    /** The code as clients see it, such as {@code NOT_FOUND}. */
    String name();

    /** The HTTP status it always comes with. */
    int httpStatus();
}
