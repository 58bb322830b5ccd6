package dev.likeness.generation.build;

/** How far a build is at each step (CONTRACT 3.2). */
final class Progression {

    static final double PERSONA = .05;
    static final double PERSONA_KNOWN = .15;
    static final double LOOKS = .20;
    static final double VIDEO = .45;
    static final double MODEL = .70;
    static final double MODEL_BUILT = .99;

    private Progression() {
    }

    /** Within a span; the share is cut to 0 to 1. */
    static double between(double from, double to, double share) {
        return from + (to - from) * Math.clamp(share, 0, 1);
    }
}
