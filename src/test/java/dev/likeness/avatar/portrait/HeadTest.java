package dev.likeness.avatar.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Of heads whose person is painted, about faces in the middle of a picture. */
class HeadTest {

    private static final Landmarks.Confidence SURE = new Landmarks.Confidence(1, 1, 1, 100, 1);

    @BeforeAll
    static void loads() {
        Natives.load();
    }

    @Test
    void hairIsFoundAsFarAsItReaches() {
        Head head = head(FaceKind.FITTED, 600, 100, -1.9, 1.3);

        assertThat(head.kept().top()).isCloseTo(600 - 190, within(5.0));
        assertThat(head.must().top()).isCloseTo(600 - 180, within(1.0));
        assertThat(head.all().top()).isCloseTo(600 - 190, within(5.0));
        assertThat(head.all().left()).isCloseTo(500 - 130, within(5.0));
        assertThat(head.all().right()).isCloseTo(500 + 130, within(5.0));
        assertThat(head.must().left()).isCloseTo(500 - 120, within(1.0));
    }

    @Test
    void withoutHairAHeadHasItsLeastMeasures() {
        Head head = head(FaceKind.FITTED, 600, 100, -.5, .9);

        assertThat(head.kept().top()).isCloseTo(600 - 95, within(3.0));
        assertThat(head.all()).isEqualTo(head.must());
        assertThat(head.must().top()).isCloseTo(600 - 125, within(1.0));
    }

    /** A row of the mask is four pixels here: hair that ends one row below the edge is cut by it. */
    @Test
    void hairThatTheEdgeCutsIsNotKept() {
        Head cut = head(FaceKind.FITTED, 420, 280, -416 / 280.0, 1.3);
        Head whole = head(FaceKind.FITTED, 420, 280, -392 / 280.0, 1.3);

        assertThat(cut.kept().top()).isCloseTo(420 - .95 * 280, within(1.0));
        assertThat(cut.must().width()).isCloseTo(2.1 * 280, within(1.0));
        assertThat(whole.kept().top()).isCloseTo(420 - 392, within(5.0));
        assertThat(whole.must().width()).isCloseTo(2.4 * 280, within(1.0));
    }

    @Test
    void whatIsNotHumanIsWishedWhole() {
        assertThat(head(FaceKind.ANIMAL, 600, 100, -1.9, 1.3).all()).isEqualTo(new Extent(0, 0, 1000, 1500));
    }

    private static Head head(FaceKind kind, double eyes, double unit, double top, double side) {
        try (Mats mats = new Mats()) {
            Mat picture = mats.keep(new Mat(1500, 1000, CvType.CV_8UC3));
            Landmarks face = new Landmarks(new FaceFrame(500, eyes, unit, 0), null, kind, SURE);
            return Head.of(face, picture, painted(eyes, unit, top, side), mats);
        }
    }

    /** Where a look begins and ends is known: three units around the eyes, within the picture. */
    private static Function<Mat, float[]> painted(double eyes, double unit, double top, double side) {
        double fromX = Math.max(0, 500 - 3 * unit);
        double fromY = Math.max(0, eyes - 3 * unit);
        return seen -> {
            float[] mask = new float[PersonFinder.SIDE * PersonFinder.SIDE];
            for (int i = 0; i < mask.length; i++) {
                double x = fromX + (i % PersonFinder.SIDE + .5) * seen.cols() / PersonFinder.SIDE;
                double y = fromY + (i / PersonFinder.SIDE + .5) * seen.rows() / PersonFinder.SIDE;
                mask[i] = Math.abs(x - 500) < side * unit && y > eyes + top * unit ? 1 : 0;
            }
            return mask;
        };
    }
}
