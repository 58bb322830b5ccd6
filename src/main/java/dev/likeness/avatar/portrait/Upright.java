package dev.likeness.avatar.portrait;

import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.picture.Mats;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * A picture and its face, both turned where that does not stand upright: photographs that forgot how the camera was held.
 * What is said of a picture and the portrait that is made of it begin here, so that they agree.
 *
 * @param face null where there is none
 */
record Upright(Mat bgr, @Nullable Landmarks face) {

    /** Radians from which on a tilted head is one that lies. */
    private static final double LIES = Math.toRadians(60);

    /** @param scale pixels of {@code bgr} per pixel of the picture as it was sent */
    static Upright of(Mat bgr, double scale, LandmarkFinder finder, Mats mats) {
        Landmarks face = finder.find(bgr, scale).orElse(null);
        int quarters = face == null ? 0 : quarters(face.frame().roll());
        if (face == null || quarters == 0) {
            return new Upright(bgr, face);
        }
        Mat turned = mats.empty();
        Core.rotate(bgr, turned, 3 - quarters);
        return new Upright(turned, face.turned(quarters, bgr.cols(), bgr.rows()));
    }

    /** By how many quarters, counterclockwise, a face with that roll is turned upright. */
    private static int quarters(double roll) {
        double turned = Math.IEEEremainder(roll, 2 * Math.PI);
        if (Math.abs(turned) < LIES) {
            return 0;
        }
        return Math.floorMod(Math.abs(turned) < Math.PI * 3 / 4 ? (int) Math.signum(turned) : 2, 4);
    }
}
