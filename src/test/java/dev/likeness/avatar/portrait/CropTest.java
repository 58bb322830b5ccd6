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
            assertThat(!forehead || crop.left() <= must.left() + EPSILON).as(what).isTrue();
            assertThat(crop.top()).as(what).isLessThanOrEqualTo(must.top() + EPSILON);
            assertThat(!forehead || crop.right() >= must.right() - EPSILON).as(what).isTrue();
            assertThat(crop.bottom()).as(what).isGreaterThanOrEqualTo(must.bottom() - EPSILON);
            if (d > .30 * crop.height() + EPSILON) {
                assertThat(crop.height()).as(what + ": larger only where no picture is left")
                        .isGreaterThanOrEqualTo(height - EPSILON);
            }
            double largest = Math.min(height, width / ratio);
            boolean holds = largest >= must.height() && (!forehead || largest * ratio >= must.width())
                    && (d <= .28 * largest || largest >= height);
            assertThat(beside || above).as(what).isEqualTo(!holds);
            assertThat(beside && above).as(what).isFalse();
            inside += holds ? 1 : 0;
        }
        assertThat(inside).isBetween(5_000, 18_000);
    }

    @ParameterizedTest
    @CsvSource({"1:1, .10, .16", "1:1, .16, .16", "1:1, .22, .22", "9:16, .05, .1125", "9:16, .15, .15",
            "16:9, .05, .16", "16:9, .14, .2489"})
    void goesCloserOnlyToASmallFace(String ratio, double sent, double shown) {
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
