package dev.likeness.avatar.face;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.picture.Ease;
import org.opencv.core.Mat;

/**
 * Whether mesh and picture agree. The net's presence says that there is a face, not that its mouth can be seen: under a
 * hand or a mask it puts the mouth where mouths are, and is as sure of it. But it puts it elsewhere when it looks from
 * aside or in a mirror, and where a mouth is, the light changes from lip to lip.
 */
final class FitCheck {

    /** Looks that differ by the first agree, by the second they do not; in units of the face, mean of the looks. */
    private static final double SAME = .025;
    private static final double OTHER = .06;
    /** Lids are hidden by glasses and hair, and little is lost where they are a little wrong. */
    private static final double EYES = .6;
    /** Looks from aside: moved by a share of the box, enlarged, turned by radians. */
    private static final double[][] ASIDE = {{.07, 1.2, .2}, {.03, 1.1, .08}, {0, 1.15, 0}};
    /** Change of the light across the lips, as a share of the skin's. */
    private static final double NOTHING = .015;
    private static final double LIPS = .055;
    /** Share of mouth and eyes that is within the picture. */
    private static final double HALF = .8;
    /** Change of the light across the lids, as a share of the skin's, below which something plain is before them. */
    private static final double LIDS = .03;
    /** Points from above the upper lip or lid to below the lower one, the inner lines between. */
    private static final int[][] MOUTH = {{40, 80, 88, 91}, {39, 81, 178, 181}, {37, 82, 87, 84}, {0, 13, 14, 17},
            {267, 312, 317, 314}, {269, 311, 402, 405}, {270, 310, 318, 321}};
    private static final int[][] LEFT_EYE = {{30, 161, 163, 110}, {29, 160, 144, 24}, {27, 159, 145, 23},
            {28, 158, 153, 22}, {56, 157, 154, 26}};
    private static final int[][] RIGHT_EYE = {{260, 388, 390, 339}, {259, 387, 373, 254}, {257, 386, 374, 253},
            {258, 385, 380, 252}, {286, 384, 381, 256}};

    private final AttentionMesh mesh;

    FitCheck(AttentionMesh mesh) {
        this.mesh = mesh;
    }

    /**
     * @param agreement 0 to 1; from a half on the fit is believed
     * @param presence the least of all looks
     * @param apart how far the looks at the mouth differ, units of the face
     * @param eyes change of the light across the lids of that eye where there is less of it, as a share of the skin's
     */
    record Outcome(double agreement, double presence, double apart, double eyes) {

        boolean eyesHidden() {
            return eyes < LIDS;
        }
    }

    Outcome check(Mat bgr, AttentionMesh.Fit fit) {
        FaceMesh found = fit.mesh();
        double unit = FacePose.of(found).unit();
        AttentionMesh.Fit mirrored = mesh.mirrored(bgr, found);
        double presence = Math.min(fit.presence(), mirrored.presence());
        double mouth = Twins.MOUTH.apart(found, mirrored.mesh(), true);
        double eyes = Twins.EYES.apart(found, mirrored.mesh(), true);
        for (double[] aside : ASIDE) {
            AttentionMesh.Fit look = mesh.aside(bgr, found, aside[0], aside[1], aside[2]);
            presence = Math.min(presence, look.presence());
            mouth += Twins.MOUTH.apart(found, look.mesh(), false);
            eyes += Twins.EYES.apart(found, look.mesh(), false);
        }
        double looks = (1 + ASIDE.length) * unit;
        Light lips = Light.across(bgr, found, MOUTH, unit);
        double skin = Math.max(8, lips.skin());
        double agreement = Math.min(ramp(OTHER, SAME, Math.max(mouth, EYES * eyes) / looks),
                Math.min(ramp(HALF, 1, inside(bgr, found)), ramp(NOTHING, LIPS, lips.change() / skin)));
        double lids = Math.min(Light.across(bgr, found, LEFT_EYE, unit).change(),
                Light.across(bgr, found, RIGHT_EYE, unit).change());
        return new Outcome(agreement, presence, mouth / looks, lids / skin);
    }

    private static double ramp(double none, double all, double value) {
        return Ease.clamp((value - none) / (all - none), 0, 1);
    }

    private static double inside(Mat bgr, FaceMesh found) {
        return Math.min(Twins.MOUTH.inside(found, bgr.cols(), bgr.rows()),
                Twins.EYES.inside(found, bgr.cols(), bgr.rows()));
    }
}
