package dev.likeness.avatar.portrait;

/** How pictures are turned whose face does not stand upright: photographs that forgot how the camera was held. */
final class Upright {

    /** Radians from which on a tilted head is one that lies. */
    private static final double LIES = Math.toRadians(60);

    private Upright() {
    }

    /** By how many quarters, counterclockwise, a face with that roll is turned upright. */
    static int quarters(double roll) {
        double turned = Math.IEEEremainder(roll, 2 * Math.PI);
        if (Math.abs(turned) < LIES) {
            return 0;
        }
        return Math.floorMod(Math.abs(turned) < Math.PI * 3 / 4 ? (int) Math.signum(turned) : 2, 4);
    }
}
