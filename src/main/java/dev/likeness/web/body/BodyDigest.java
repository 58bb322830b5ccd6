package dev.likeness.web.body;

/**
 * Tells whether two bodies say the same, whatever the order and blanks of their JSON; files count by their SHA-256. A
 * handler takes it as a parameter, after the body's record.
 */
public final class BodyDigest {

    private final String sha256;

    /** @param sha256 of all that was said, in hex */
    public BodyDigest(String sha256) {
        this.sha256 = sha256;
    }

    /** In hex. */
    public String sha256() {
        return sha256;
    }
}
