package dev.likeness.avatar.paint;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.PortraitSpec;

/** Paints a portrait from words, back to front: the pixels, three bytes each in the order blue, green, red. */
public final class PortraitPainter {

    private static final double GRAIN = 1.6;
    private static final double[] GREEN = Tones.bgr(64, 177, 0);

    private PortraitPainter() {
    }

    public static byte[] paint(String prompt, boolean female, long seed, PortraitSpec spec) {
        Look look = PromptReader.read(prompt, female, seed);
        return paint(spec.greenBackground() ? look.withoutGreenCloth() : look, spec);
    }

    public static byte[] paint(Look look, PortraitSpec spec) {
        FaceFrame frame = new FaceFrame(spec.width() / 2.0, spec.eyeLine() * spec.height(), spec.unit(), 0);
        Features face = Features.of(look);
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
        return canvas.finish(look.seed(), spec.greenBackground() ? 0 : GRAIN);
    }
}
