package dev.likeness.avatar.face;

import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Plane;

/** What each pixel of the face says about the mouth. */
record MouthMaps(Plane lip, Plane opening, Plane teeth, Plane valley, Plane dark) {

    private static final double SMOOTHING = .011;
    private static final double GREY_CHROMA = 14;

    /** @param trust how much the colours are believed, 0 to 1; grey skin lowers it further */
    static MouthMaps of(FaceCrop face, double trust) {
        double ls = face.skinLight;
        Plane surround = face.rosy.averaged(1.0, .8);
        double redScale = Math.max(1.8 * face.rosySpread, 3);
        double colour = trust * Ease.clamp(face.skinChroma / GREY_CHROMA, 0, 1);
        Plane dark = face.light.map((_, l) -> Ease.clamp((ls - l) / (.28 * ls), -1, 2));
        Plane lip = face.rosy.map((i, a) -> {
            double redness = (a - Math.max(0, surround.values()[i])) / redScale;
            return Ease.clamp(colour * redness + (1 - colour) * dark.values()[i], -1.5, 2);
        });
        Plane teeth = face.light.map((i, l) -> {
            double pale = colour * ramp(face.chroma.values()[i] / Math.max(1, face.skinChroma), .85, .6)
                    * ramp(l / ls, .5, .7);
            double reddish = colour * ramp(face.rosy.values()[i], 3, 9);
            // Shining skin is as bright as teeth, and keeps its colour.
            double coloured = colour * ramp(face.chroma.values()[i] / Math.max(1, face.skinChroma), .6, .8);
            return Math.max(pale, ramp(l / ls, 1.02, 1.1) * (1 - reddish) * (1 - coloured));
        });
        Plane opening = face.light.map((i, l) -> Math.max(teeth.values()[i], ramp(l / ls, .68, .56)));
        Plane soft = face.light.blurred(.018);
        Plane valley = soft.valley(.03).map((_, v) -> Ease.clamp(v / (.12 * ls), -1, 2));
        return new MouthMaps(lip.blurred(SMOOTHING), opening.blurred(SMOOTHING), teeth.blurred(SMOOTHING), valley,
                dark.map((_, v) -> Ease.clamp(v, 0, 1)));
    }

    /** 0 at {@code from}, 1 at {@code to}, straight between, whichever is larger. */
    static double ramp(double v, double from, double to) {
        return Ease.clamp((v - from) / (to - from), 0, 1);
    }
}
