package dev.likeness.avatar.portrait;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Mats;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * The room a head takes in a picture.
 *
 * @param kept the face, and over it the hair if the picture's edge does not cut it
 * @param must what every portrait shows: the face with the chin of an open mouth, and hair of a usual height
 * @param all what it shows where the picture gives it: all of the hair; around what is no human face, the whole picture
 * @param eyes row of the point between the irises
 * @param unit pixels between the irises
 */
record Head(Extent kept, Extent must, Extent all, double eyes, double unit) {

    /** From the chin at rest to where it is when the mouth opens, and some air. */
    private static final double JAW = .3;
    /** How far hair reaches beyond the mesh of the face, units: at least, as a rule, at most. */
    private static final double[] ABOVE = {.3, .85, 1.8};
    private static final double[] BESIDE = {.1, .25, 1.2};
    /** Between hair and the picture's edge that cuts it: pixels, and rows of the mask. */
    private static final double CUT = 3;
    private static final double CUT_ROWS = 1.5;
    /** What is looked at around the point between the irises, units: to each side and above, and below. */
    private static final double AROUND = 3;
    private static final double BELOW = 2.2;

    /** @param person where they are in a picture, as {@code PersonFinder.square} says it */
    static Head of(Landmarks face, Mat picture, Function<Mat, float[]> person, Mats mats) {
        FaceFrame f = face.frame();
        double d = f.unit();
        Extent bare = bare(face);
        if (!face.kind().human()) {
            // The measures are a human head's: they know nothing of ears.
            return new Head(bare, grown(bare, ABOVE[1], BESIDE[1], d), new Extent(0, 0, picture.cols(), picture.rows()),
                    f.originY(), d);
        }
        Extent hair = hair(bare, f, picture, person, mats);
        // Hair that the picture cuts cannot be continued upward: better a little is cut at the sides, too.
        boolean cut = hair.top() <= 0;
        double beside = cut ? BESIDE[0] : BESIDE[1];
        Extent kept = new Extent(bare.left(), cut ? bare.top() : Math.min(bare.top(), hair.top()), bare.right(),
                bare.bottom());
        return new Head(kept, limited(hair, bare, ABOVE[1], beside, d), limited(hair, bare, ABOVE[2], BESIDE[2], d),
                f.originY(), d);
    }

    /** The face alone: what the mesh covers, or a face as faces are. */
    static Extent bare(Landmarks face) {
        FaceMesh mesh = face.mesh();
        return mesh == null ? usual(face.frame()) : around(mesh);
    }

    private static Extent usual(FaceFrame f) {
        double d = f.unit();
        return new Extent(f.originX() - .95 * d, f.originY() - .95 * d, f.originX() + .95 * d, f.originY() + 1.75 * d);
    }

    private static Extent around(FaceMesh mesh) {
        double left = mesh.x(0);
        double top = mesh.y(0);
        double right = left;
        double bottom = top;
        for (int i = 1; i < FaceMesh.POINTS; i++) {
            left = Math.min(left, mesh.x(i));
            top = Math.min(top, mesh.y(i));
            right = Math.max(right, mesh.x(i));
            bottom = Math.max(bottom, mesh.y(i));
        }
        return new Extent(left, top, right, bottom);
    }

    private static Extent grown(Extent bare, double above, double beside, double d) {
        return new Extent(bare.left() - beside * d, bare.top() - above * d, bare.right() + beside * d,
                bare.bottom() + JAW * d);
    }

    private static Extent limited(Extent hair, Extent bare, double above, double beside, double d) {
        Extent least = grown(bare, ABOVE[0], BESIDE[0], d);
        Extent most = grown(bare, above, beside, d);
        return new Extent(Ease.clamp(hair.left(), most.left(), least.left()),
                Ease.clamp(hair.top(), most.top(), least.top()),
                Ease.clamp(hair.right(), least.right(), most.right()), least.bottom());
    }

    /** How far the person reaches up from the face and to its sides, above the chin; to the edge, where that cuts them. */
    private static Extent hair(Extent bare, FaceFrame f, Mat picture, Function<Mat, float[]> person, Mats mats) {
        double d = f.unit();
        int x = (int) Math.clamp(f.originX() - AROUND * d, 0, picture.cols() - 1);
        int y = (int) Math.clamp(f.originY() - AROUND * d, 0, picture.rows() - 1);
        int width = (int) Math.clamp(f.originX() + AROUND * d - x, 1, picture.cols() - x);
        int height = (int) Math.clamp(f.originY() + BELOW * d - y, 1, picture.rows() - y);
        float[] mask = person.apply(mats.keep(picture.submat(new Rect(x, y, width, height))));
        int side = PersonFinder.SIDE;
        double perX = (double) width / side;
        double perY = (double) height / side;
        int from = (int) Math.clamp((bare.left() - x) / perX, 0, side - 1);
        int to = (int) Math.clamp((bare.right() - x) / perX, from + 1, side);
        int brow = (int) Math.clamp((bare.top() - y) / perY, 0, side - 1);
        int chin = (int) Math.clamp((bare.bottom() - .5 * d - y) / perY, brow + 1, side);
        int top = last(brow, -1, row -> count(mask, row * side + from, 1, to - from) * perX > .25 * d);
        IntPredicate hairy = column -> count(mask, top * side + column, side, chin - top) * perY > .25 * d;
        int left = last(from, -1, hairy);
        int right = last(to - 1, 1, hairy);
        double above = y + top * perY;
        return new Extent(x + left * perX, above < Math.max(CUT, CUT_ROWS * perY) ? 0 : above,
                x + (right + 1) * perX, bare.bottom());
    }

    private static int count(float[] mask, int start, int step, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += mask[start + i * step] > .5 ? 1 : 0;
        }
        return count;
    }

    /** The last line of the mask, from {@code at} on, that and those before it hold the person. */
    private static int last(int at, int step, IntPredicate person) {
        int line = at;
        while (line + step >= 0 && line + step < PersonFinder.SIDE && person.test(line + step)) {
            line += step;
        }
        return line;
    }
}
