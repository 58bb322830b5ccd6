package dev.likeness.avatar;

/** Told how far a rendering is, 0 to 1; may throw to stop it. */
@FunctionalInterface
public interface Progress {

    void at(double fraction);
}
