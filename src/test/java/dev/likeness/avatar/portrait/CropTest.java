package dev.likeness.avatar.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.PortraitSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropTest {

    private static final String[] RATIOS = {"16:9", "9:16", "1:1"};
    private static final double EPSILON = 1e-6;

    /** Any picture, any head in it, whole or cut off by its edges. */
    @Test
    void staysInsideThePictureWheneverItCan() {
        Random random = new Random(11);
        int inside = 0;
        for (int i = 0; i < 20_000; i++) {
            int width = 48 + (int) (random.nextDouble() * random.nextDouble() * 2952);
            int height = 48 + (int) (random.nextDouble() * random.nextDouble() * 2952);
            double d = (.01 + .5 * random.nextDouble()) * Math.min(width, height);
            Head head = head(random.nextDouble() * width, random.nextDouble() * height, d,
                    .3 + 1.5 * random.nextDouble(), 1.2 * random.nextDouble());
            PortraitSpec spec = PortraitSpec.of(RATIOS[i % 3], 512, i % 2 == 0, false);
            String what = width + "x" + height + " " + head + " " + spec;

            Extent crop = Crop.of(width, height, head, spec);

            double ratio = (double) spec.width() / spec.height();
            assertThat(crop.width()).as(what).isCloseTo(crop.height() * ratio, within(1e-6 * crop.width()));
            assertThat(crop.bottom()).as(what + ": no body is invented").isLessThanOrEqualTo(height + EPSILON);
            boolean beside = crop.left() < -EPSILON || crop.right() > width + EPSILON;
            boolean above = crop.top() < -EPSILON;
            Extent must = head.must().within(width, height);
            boolean forehead = head.kept().top() >= 0;
            Extent across = forehead ? must : head.kept().within(width, height);
            double acrossLoss = .03 * crop.width() + EPSILON;
            double downLoss = .03 * crop.height() + EPSILON;
            assertThat(crop.left()).as(what).isLessThanOrEqualTo(across.left() + acrossLoss);
            assertThat(crop.top()).as(what).isLessThanOrEqualTo(must.top() + downLoss);
            assertThat(crop.right()).as(what).isGreaterThanOrEqualTo(across.right() - acrossLoss);
            assertThat(crop.bottom()).as(what).isGreaterThanOrEqualTo(must.bottom() - downLoss);
            double largest = Math.min(height, width / ratio);
            if (d > .30 * crop.height() + EPSILON) {
                assertThat(crop.height()).as(what + ": larger only where no picture is left")
                        .isGreaterThanOrEqualTo(largest - EPSILON);
            }
            boolean holds = 1.03 * largest >= Math.max(must.height(), across.width() / ratio);
            assertThat(beside || above).as(what).isEqualTo(!holds);
            assertThat(beside && above).as(what).isFalse();
            inside += holds ? 1 : 0;
        }
        assertThat(inside).isBetween(5_000, 18_000);
    }

    @ParameterizedTest
    @CsvSource({"1:1, .05, .096", "1:1, .10, .10", "1:1, .22, .22", "9:16, .04, .0675", "9:16, .07, .07",
            "16:9, .03, .096", "16:9, .06, .1067"})
    void goesCloserOnlyToAVerySmallFace(String ratio, double sent, double shown) {
        Extent crop = Crop.of(1000, 1000, head(500, 400, sent * 1000, .8, .2),
                PortraitSpec.of(ratio, 512, false, false));

        assertThat(sent * 1000 / crop.height()).isCloseTo(shown, within(.002));
    }

    /** The face of a person of 7.5 heads whose feet stand at the lower rim. */
    @Test
    void aWholeBodyIsShownWhole() {
        Head head = head(500, 180, 60, .8, .2);

        Extent crop = Crop.of(1000, 1778, head, PortraitSpec.of("9:16", 720, true, false));
        Extent small = Crop.of(1000, 1778, head(500, 180, 10, .8, .2), PortraitSpec.of("9:16", 720, true, false));

        assertThat(crop.height()).isCloseTo(1778, within(1.0));
        assertThat(10 / small.height()).isCloseTo(.033, within(.001));
    }

    @ParameterizedTest
    @CsvSource({"1:1", "9:16", "16:9"})
    void aWholeBodyStandsAsFarAwayWhateverThePixels(String ratio) {
        for (int side : new int[]{512, 720, 1080}) {
            PortraitSpec spec = PortraitSpec.of(ratio, side, true, false);
            Extent small = Crop.of(1778, 1778, head(900, 500, 10, .8, .2), spec);
            Extent larger = Crop.of(1778, 1778, head(900, 500, 60, .8, .2), spec);

            assertThat(10 / small.height()).isCloseTo(.033, within(EPSILON));
            assertThat(larger.height()).isCloseTo(Math.min(1778.0, 1778.0 * spec.height() / spec.width()),
                    within(EPSILON));
        }
    }

    /** Ears are above the measures of a human head. */
    @ParameterizedTest
    @CsvSource({"1:1", "9:16", "16:9"})
    void whatIsNotHumanIsShownAsLargeAsItWasSent(String ratio) {
        Head human = head(500, 500, 30, .8, .2);
        Head animal = new Head(human.kept(), human.must(), new Extent(0, 0, 1000, 1000), 500, 30);
        PortraitSpec spec = PortraitSpec.of(ratio, 512, false, false);

        Extent crop = Crop.of(1000, 1000, animal, spec);

        assertThat(Math.max(crop.width(), crop.height())).isCloseTo(1000, within(1.0));
    }

    @Test
    void aFewMissingPixelsAreNotWorthABackdrop() {
        PortraitSpec spec = PortraitSpec.of("1:1", 512, false, false);
        Extent face = new Extent(130, 230, 370, 560);

        Extent nearly = Crop.of(500, 900, new Head(face, new Extent(0, 90, 500, 600), face, 330, 100), spec);
        Extent not = Crop.of(500, 900, new Head(face, new Extent(0, 80, 500, 600), face, 330, 100), spec);

        assertThat(nearly.width()).isCloseTo(500, within(EPSILON));
        assertThat(nearly.top()).isBetween(90.0, 100.0);
        assertThat(not.width()).isCloseTo(520, within(EPSILON));
        assertThat(not.left()).isCloseTo(-10, within(EPSILON));
    }

    /** In a picture that ends at the brows. */
    @Test
    void theFaceIsNotCutAtItsSidesWhereTheForeheadIs() {
        Extent face = new Extent(405, -5, 595, 265);
        Head head = new Head(face, new Extent(390, -35, 610, 295), new Extent(370, -90, 630, 295), 95, 100);

        Extent crop = Crop.of(1000, 300, head, PortraitSpec.of("9:16", 512, false, false));

        assertThat(crop.left()).isLessThanOrEqualTo(405 + EPSILON);
        assertThat(crop.right()).isGreaterThanOrEqualTo(595 - EPSILON);
        assertThat(crop.bottom()).isCloseTo(300, within(EPSILON));
    }

    @Test
    void aTallPictureOfATightFaceGetsASkyOnlyForItsWidth() {
        Head head = head(300, 250, 120, .8, .2);

        Extent crop = Crop.of(600, 450, head, PortraitSpec.of("9:16", 512, false, false));

        assertThat(crop.width()).isCloseTo(head.must().width(), within(1.0));
        assertThat(crop.bottom()).isCloseTo(450, within(EPSILON));
        assertThat(crop.top()).isNegative();
    }

    /** The mesh lies within the picture, the usual hair beside it does not. */
    @Test
    void aTightFaceThatIsNotCutStandsInTheMiddle() {
        Extent crop = Crop.of(200, 340, head(100, 130, 100, .8, .2), PortraitSpec.of("16:9", 512, false, false));

        assertThat(crop.left() + crop.right()).isCloseTo(200, within(EPSILON));
    }

    @Test
    void isAskedForAllOfTheHairButDoesNotLeaveThePictureForIt() {
        Extent bare = new Extent(400, 330, 600, 600);
        Extent must = new Extent(380, 250, 620, 630);
        Head tall = new Head(bare, must, new Extent(380, 40, 620, 630), 420, 100);

        Extent square = Crop.of(1000, 1000, tall, PortraitSpec.of("1:1", 512, false, false));
        Extent wide = Crop.of(800, 1000, tall, PortraitSpec.of("16:9", 512, false, false));

        assertThat(square.top()).isLessThanOrEqualTo(40);
        assertThat(wide.top()).isBetween(180.0, 250.0);
        assertThat(wide.left()).isZero();
        assertThat(wide.width()).isCloseTo(800, within(EPSILON));
    }

    @Test
    void nothingIsAddedAtASideThatCutsTheFace() {
        PortraitSpec spec = PortraitSpec.of("16:9", 512, false, false);

        assertThat(Crop.of(400, 700, head(20, 300, 120, .8, .2), spec).left()).isZero();
        assertThat(Crop.of(400, 700, head(380, 300, 120, .8, .2), spec).right()).isCloseTo(400, within(EPSILON));
    }

    private static Head head(double x, double y, double d, double above, double beside) {
        Extent bare = new Extent(x - .95 * d, y - .95 * d, x + .95 * d, y + 1.75 * d);
        Extent must = new Extent(x - 1.15 * d, y - (.95 + Math.min(above, .85)) * d, x + 1.15 * d, y + 2.05 * d);
        Extent all = new Extent(x - (1.15 + beside) * d, y - (.95 + above) * d, x + (1.15 + beside) * d, y + 2.05 * d);
        return new Head(bare, must, all, y, d);
    }
}
