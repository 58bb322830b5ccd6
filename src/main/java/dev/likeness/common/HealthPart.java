package dev.likeness.common;

/** Something that this server needs and that may be out of order while it runs. */
public interface HealthPart {

    /** Its name for status tools. */
    String component();

    /** Quickly: it is asked whenever anybody asks whether the server is ready. */
    boolean works();
}
