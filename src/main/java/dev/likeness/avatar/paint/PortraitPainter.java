package dev.likeness.avatar.paint;

import dev.likeness.avatar.Eye;
import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;

/** Paints a portrait from words, back to front. Its landmarks are known, not found. */
public final class PortraitPainter {

    private static final double GRAIN = 1.6;
    private static final double[] GREEN = Tones.bgr(64, 177, 0);

    private PortraitPainter() {
    }

    public static Portrait paint(String prompt, boolean female, long seed, PortraitSpec spec) {
        Look look = PromptReader.read(prompt, female, seed);
        return paint(spec.greenBackground() ? look.withoutGreenCloth() : look, spec);
    }

    public static Portrait paint(Look look, PortraitSpec spec) {
        FaceFrame frame = new FaceFrame(spec.width() / 2.0, spec.eyeLine() * spec.height(), spec.unit(), 0);
        Landmarks face = landmarks(look, frame);
        Canvas canvas = new Canvas(spec, frame);
        if (spec.greenBackground()) {
            canvas.backdrop(GREEN, (_, _) -> 1);
        } else {
            new BackdropPainter(canvas, look).paint();
        }
        HairPainter hair = new HairPainter(canvas, look);
        hair.paintBack();
        new ClothesPainter(canvas, look).paint();
        FacePainter head = new FacePainter(canvas, look, face);
        Canvas.Mask skin = head.paintHead();
        head.paintFeatures(skin);
        new EyePainter(canvas, look).paint(face);
        hair.paintFront(skin);
        if (look.glasses()) {
            new EyePainter(canvas, look).paintGlasses();
        }
        return new Portrait(canvas.finish(look.seed(), spec.greenBackground() ? 0 : GRAIN), spec.width(), spec.height(),
                face, "drawn");
    }

    private static Landmarks landmarks(Look look, FaceFrame frame) {
        double open = look.female() ? 1.08 : look.old() ? .88 : .95;
        Eye left = new Eye(-.5, .01, .235, .03, .095 * open, .055 * open, .05, -.5, 0);
        Eye right = new Eye(.5, .01, .235, -.03, .095 * open, .055 * open, -.05, .5, 0);
        Mouth mouth = look.female()
                ? new Mouth(0, 1.02, .40, 0, .03, .09, .14, 0, false)
                : new Mouth(0, 1.03, .42, 0, .02, .07, .115, 0, false);
        return new Landmarks(frame, left, right, mouth, .66, 1.70, FaceKind.FITTED,
                new Landmarks.Confidence(5, 5, 1.5, 1, frame.unit()));
    }
}
