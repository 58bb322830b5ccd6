package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.picture.Ease;

/**
 * What is known of a face that was looked at, and what it is by that.
 *
 * @param detector how sure the detector is, 0 to 1
 * @param animal how much of it is an animal, 0 to 1
 * @param presence the least of all looks
 * @param apart how far the looks at the mouth differ, units
 * @param agreement of mesh and picture, 0 to 1
 * @param gap how far the mouth is open at its middle, units
 * @param yaw of the head, radians
 */
record FaceSigns(double detector, double animal, double presence, double apart, double agreement, double gap,
        double yaw) {

    /** What the detector says to a human face, and to what may still be one, or an animal's. */
    static final double SURE = .5;
    static final double PERHAPS = .1;
    private static final double DOUBTED = .6;
    /** What the mesh says of all faces it lies right on. */
    static final double PRESENT = .9;
    /** From which agreement on a fit is believed. */
    private static final double BELIEVED = .5;
    /** Below which the mouth may be anywhere: hands, masks and patches reached .34, most of them 0. */
    private static final double SEEN = .25;
    /** How much of a face must be an animal: of one that the detector takes for human, and of another. */
    private static final double SURELY_ANIMAL = .6;
    static final double ANIMAL = .4;
    /** How far the looks at an animal's mouth may differ, units of the face: it opens gently, and nothing is drawn in. */
    private static final double AN_ANIMALS_MOUTH = .12;
    /** Gaps in units, and radians of yaw. */
    private static final double WIDEST = .70;
    private static final double WIDEST_TURNED = .20;
    private static final double TURNED = Math.toRadians(12);
    private static final double FAR_TURNED = Math.toRadians(35);
    private static final int UPPER_LIP = 13;
    private static final int LOWER_LIP = 14;
    /** A face of a lesser kind counts as one that is so much smaller. */
    private static final double AS_LARGE = .7;

    private boolean sure() {
        return detector >= SURE;
    }

    /** From which share on such a face is an animal's. */
    static double animal(double detector) {
        return detector >= SURE ? SURELY_ANIMAL : ANIMAL;
    }

    FaceKind kind() {
        if (animal >= animal(detector)) {
            return presence >= PRESENT && apart <= AN_ANIMALS_MOUTH ? FaceKind.ANIMAL : FaceKind.NONE;
        }
        // What the detector doubts is believed or no face: lamps out of focus reached .57, hidden faces begin at .7.
        if (detector < DOUBTED && !believed()) {
            return FaceKind.NONE;
        }
        if (gap > widest()) {
            return FaceKind.WIDE_OPEN;
        }
        return believed() ? FaceKind.FITTED : agreement < SEEN ? FaceKind.MOUTH_HIDDEN : FaceKind.UNSURE;
    }

    private boolean believed() {
        return agreement >= BELIEVED && (sure() || presence >= PRESENT);
    }

    /** From which gap on a mouth that is closed for rest would no longer be believed; less on a turned head. */
    private double widest() {
        return WIDEST - (WIDEST - WIDEST_TURNED) * Ease.step(TURNED, FAR_TURNED, Math.abs(yaw));
    }

    /** Factor of its size among several: a believed human one, one in doubt, an animal's; 0 for none. */
    double worth() {
        return switch (kind()) {
            case NONE -> 0;
            case ANIMAL -> AS_LARGE * AS_LARGE;
            case FITTED, WIDE_OPEN, UNSURE, MOUTH_HIDDEN -> believed() ? 1 : AS_LARGE;
        };
    }

    static double gap(FaceMesh mesh, double unit) {
        double dx = mesh.x(UPPER_LIP) - mesh.x(LOWER_LIP);
        double dy = mesh.y(UPPER_LIP) - mesh.y(LOWER_LIP);
        double dz = mesh.z(UPPER_LIP) - mesh.z(LOWER_LIP);
        return Math.sqrt(dx * dx + dy * dy + dz * dz) / unit;
    }
}
