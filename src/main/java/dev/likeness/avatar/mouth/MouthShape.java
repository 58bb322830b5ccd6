package dev.likeness.avatar.mouth;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.picture.Ease;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mouth shape in numbers that fit every face: lengths in units, factors relative to the face at rest.
 *
 * @param gap opening between the lips at the middle
 * @param width factor of the half-width
 * @param share part of the opening that the upper lip makes, 0 to 1
 * @param roundness exponent of the opening's outline: 1 a lens, .5 an ellipse; from 1 on the opening is an ellipse that
 *        many times narrower than the mouth, with lips that touch beside it
 * @param upperLip factor of the upper lip's height
 * @param lowerLip factor of the lower lip's height
 * @param fullness what the lips gain in height by being pushed forward
 * @param middle how far the opening sits below its place, units
 * @param smile factor of the curvature
 * @param teeth wish to see the upper teeth, 0 to 1
 * @param lowerTeeth height of the lower teeth that shows, units
 * @param tongue how high the tongue lies, 0 to 1
 * @param tip how far the tip of the tongue comes between the teeth, 0 to 1
 * @param line how dark the line between closed lips is, 0 to 1
 */
public record MouthShape(double gap, double width, double share, double roundness, double upperLip, double lowerLip,
        double fullness, double middle, double smile, double teeth, double lowerTeeth, double tongue, double tip,
        double line) {

    /** Lips that lie on each other. */
    public static final MouthShape NEUTRAL = new MouthShape(0, 1, .30, .75, 1, 1, 0, 0, 1, 1, 0, .35, 0, .22);

    /** The same shape as far as a face of this kind may be moved. */
    public MouthShape fit(FaceKind kind) {
        return towards(NEUTRAL, 1 - kind.opening());
    }

    public MouthShape opened(double g, double w, double b) {
        return new MouthShape(g, w, share, b, upperLip, lowerLip, fullness, middle, smile, teeth, lowerTeeth, tongue,
                tip, line);
    }

    MouthShape share(double u) {
        return new MouthShape(gap, width, u, roundness, upperLip, lowerLip, fullness, middle, smile, teeth, lowerTeeth,
                tongue, tip, line);
    }

    MouthShape lips(double upper, double lower, double full) {
        return new MouthShape(gap, width, share, roundness, upper, lower, full, middle, smile, teeth, lowerTeeth,
                tongue, tip, line);
    }

    MouthShape placed(double mid, double k) {
        return new MouthShape(gap, width, share, roundness, upperLip, lowerLip, fullness, mid, k, teeth, lowerTeeth,
                tongue, tip, line);
    }

    MouthShape inside(double upperTeeth, double lower, double tongueHeight, double tongueTip) {
        return new MouthShape(gap, width, share, roundness, upperLip, lowerLip, fullness, middle, smile, upperTeeth,
                lower, tongueHeight, tongueTip, line);
    }

    MouthShape lined(double dark) {
        return new MouthShape(gap, width, share, roundness, upperLip, lowerLip, fullness, middle, smile, teeth,
                lowerTeeth, tongue, tip, dark);
    }

    /** Height of the opening at s, -1 to 1 between the corners, as a share of the gap. */
    double outline(double s) {
        double narrow = Math.max(1, roundness);
        double e = 1 - s * s * narrow * narrow;
        return e <= 0 ? 0 : Math.pow(e, roundness > 1 ? .6 : roundness);
    }

    /** How far the chin goes down, units. */
    public double jaw() {
        return jaw(gap);
    }

    static double jaw(double gap) {
        return .60 * Math.max(0, gap - .02);
    }

    /** The shape between two, {@code t} from this one to the other. */
    public MouthShape towards(MouthShape o, double t) {
        return new MouthShape(Ease.mix(gap, o.gap, t), Ease.mix(width, o.width, t), Ease.mix(share, o.share, t),
                Ease.mix(roundness, o.roundness, t), Ease.mix(upperLip, o.upperLip, t),
                Ease.mix(lowerLip, o.lowerLip, t), Ease.mix(fullness, o.fullness, t), Ease.mix(middle, o.middle, t),
                Ease.mix(smile, o.smile, t), Ease.mix(teeth, o.teeth, t), Ease.mix(lowerTeeth, o.lowerTeeth, t),
                Ease.mix(tongue, o.tongue, t), Ease.mix(tip, o.tip, t), Ease.mix(line, o.line, t));
    }

    /** The numbers by name, as the manifest of an avatar carries them. */
    public Map<String, Double> parameters() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("gap", gap);
        named.put("width", width);
        named.put("share", share);
        named.put("roundness", roundness);
        named.put("upper_lip", upperLip);
        named.put("lower_lip", lowerLip);
        named.put("fullness", fullness);
        named.put("middle", middle);
        named.put("smile", smile);
        named.put("teeth", teeth);
        named.put("lower_teeth", lowerTeeth);
        named.put("tongue", tongue);
        named.put("tip", tip);
        named.put("line", line);
        named.put("jaw", jaw());
        return named;
    }
}
