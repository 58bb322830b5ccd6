package dev.likeness.avatar.eye;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.TurnedFaces;
import dev.likeness.avatar.picture.Raster;
import dev.likeness.avatar.portrait.Portraits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlinkRendererTest {

    private static final PortraitSpec SPEC = PortraitSpec.of("1:1", 512, false, false);
    private static final Portraits PORTRAITS = new Portraits();

    static Stream<Named<Portrait>> people() {
        Portrait photo = Faces.smiling(512);
        Portrait drawn = PORTRAITS.drawn("a young woman with red hair", true, 4, SPEC);
        return Stream.of(Named.of("photograph", photo), Named.of("small", Faces.smiling(256)),
                Named.of("aside", TurnedFaces.aside(photo)), Named.of("rolled", TurnedFaces.rolled(photo, 20)),
                Named.of("close", TurnedFaces.close(photo, .30)), Named.of("drawn", drawn),
                Named.of("drawn aside", TurnedFaces.aside(drawn)),
                Named.of("drawn man", PORTRAITS.drawn("an old man with glasses", false, 9, SPEC)),
                Named.of("drawn dark", PORTRAITS.drawn("a man with black skin and a beard", false, 2, SPEC)));
    }

    @ParameterizedTest
    @MethodSource("people")
    void aBlinkIsSeenInBothEyes(Portrait portrait) {
        byte[] closed = new BlinkRenderer(portrait).painted(1, 0, 0);
        for (LidLines eye : eyes(portrait)) {
            assertThat(correlation(portrait, closed, eye)).isLessThan(.62);
            assertThat(kept(portrait, closed, eye)).as("share of the eyeball that is still seen").isLessThan(.15);
        }
    }

    @ParameterizedTest
    @MethodSource("people")
    void theFaceAroundTheEyesStaysAsItIs(Portrait portrait) {
        BlinkRenderer renderer = new BlinkRenderer(portrait);
        byte[] painted = renderer.painted(1, .04, .01);
        for (int p = 0; p < portrait.width() * portrait.height(); p++) {
            int x = p % portrait.width();
            int y = p / portrait.width();
            if (renderer.boxes().stream().noneMatch(b -> x >= b.left() && x < b.right() && y >= b.top()
                    && y < b.bottom())) {
                assertThat(painted[3 * p]).isEqualTo(portrait.bgr()[3 * p]);
            }
        }
        assertThat(renderer.painted(0, 0, 0)).isEqualTo(portrait.bgr());
    }

    @ParameterizedTest
    @MethodSource("people")
    void lidsMeetFromTheEdgeOfTheirLinesAndNotFromOutside(Portrait portrait) {
        byte[] half = new BlinkRenderer(portrait).painted(.5, 0, 0);
        for (LidLines eye : eyes(portrait)) {
            double upper = eye.upper(0);
            double gap = eye.lower(0) - upper;
            assertThat(change(portrait, half, eye, upper + .15 * gap)).as("under the upper lid").isGreaterThan(8);
            assertThat(change(portrait, half, eye, upper + .75 * gap)).as("still open").isLessThan(4);
        }
    }

    @Test
    void eyesThatAreClosedAreLeftAlone() {
        for (Portrait open : List.of(Faces.smiling(512), TurnedFaces.rolled(Faces.smiling(512), -15))) {
            byte[] closed = new BlinkRenderer(open).painted(1, 0, 0);
            Portrait sleeping = TurnedFaces.found(closed, open.width(), open.height());
            BlinkRenderer renderer = new BlinkRenderer(sleeping);
            assertThat(renderer.boxes()).isEmpty();
            assertThat(renderer.painted(1, .04, 0)).isEqualTo(closed);
        }
    }

    @Test
    void aThingHasNoEyes() {
        Portrait cup = PORTRAITS.fromPicture(PictureSet.encoded(PictureSet.resource("coffee.png"), ".png"), SPEC);
        assertThat(new BlinkRenderer(cup).painted(1, .04, 0)).isEqualTo(cup.bgr());
    }

    @ParameterizedTest
    @MethodSource("people")
    void theIrisMovesAlongTheFacesOwnAxisWithinItsLids(Portrait portrait) {
        FaceMesh mesh = mesh(portrait);
        FacePose pose = FacePose.of(mesh);
        BlinkRenderer renderer = new BlinkRenderer(portrait);
        for (LidLines eye : eyes(portrait)) {
            double[] left = darkest(portrait, renderer.painted(0, -.04, 0), eye);
            double[] right = darkest(portrait, renderer.painted(0, .04, 0), eye);
            double dx = right[0] - left[0];
            double dy = right[1] - left[1];
            double along = (dx * pose.ex()[0] + dy * pose.ex()[1]) / pose.unit();
            double across = (dx * pose.ex()[1] - dy * pose.ex()[0]) / pose.unit();
            assertThat(along).isBetween(.02, .09);
            assertThat(Math.abs(across)).isLessThan(.012);
        }
    }

    @Test
    void aGlanceEndsBeforeTheCorner() {
        BlinkRenderer renderer = new BlinkRenderer(Faces.smiling(512));
        assertThat(renderer.painted(0, .5, 0)).isEqualTo(renderer.painted(0, .9, 0))
                .isNotEqualTo(renderer.painted(0, .04, 0));
    }

    private static FaceMesh mesh(Portrait portrait) {
        FaceMesh mesh = portrait.face().mesh();
        assertThat(mesh).isNotNull();
        return mesh;
    }

    private static List<LidLines> eyes(Portrait portrait) {
        FaceMesh mesh = mesh(portrait);
        FacePose pose = FacePose.of(mesh);
        return List.of(LidLines.left(mesh, pose), LidLines.right(mesh, pose));
    }

    private static double light(Raster picture, LidLines eye, double a, double b) {
        float[] pixel = new float[3];
        picture.cubic(eye.pictureX(a, b), eye.pictureY(a, b), pixel);
        return .11 * pixel[0] + .59 * pixel[1] + .3 * pixel[2];
    }

    private static Raster raster(Portrait portrait, byte[] bgr) {
        return new Raster(bgr, portrait.width(), portrait.height());
    }

    /** Correlation of the box of an eye with the same box of the portrait. */
    private static double correlation(Portrait portrait, byte[] closed, LidLines eye) {
        Raster before = new Raster(portrait);
        Raster after = raster(portrait, closed);
        double middle = (eye.upper(0) + eye.lower(0)) / 2;
        double n = 0;
        double[] sums = new double[5];
        for (double b = -.13; b <= .13; b += .01) {
            for (double a = -.26; a <= .26; a += .01) {
                double p = light(before, eye, a, middle + b);
                double q = light(after, eye, a, middle + b);
                n++;
                double[] add = {p, q, p * p, q * q, p * q};
                for (int i = 0; i < 5; i++) {
                    sums[i] += add[i];
                }
            }
        }
        return (sums[4] - sums[0] * sums[1] / n) / Math.sqrt((sums[2] - sums[0] * sums[0] / n)
                * (sums[3] - sums[1] * sums[1] / n));
    }

    /** Of the places between the lids, how many show what they showed. */
    private static double kept(Portrait portrait, byte[] closed, LidLines eye) {
        Raster before = new Raster(portrait);
        Raster after = raster(portrait, closed);
        int same = 0;
        int all = 0;
        for (double a = -.8 * eye.half; a <= .8 * eye.half; a += .01) {
            for (double b = eye.upper(a); b < eye.lower(a); b += .01) {
                all++;
                same += Math.abs(light(before, eye, a, b) - light(after, eye, a, b)) < 4 ? 1 : 0;
            }
        }
        return (double) same / all;
    }

    private static double change(Portrait portrait, byte[] painted, LidLines eye, double b) {
        Raster before = new Raster(portrait);
        Raster after = raster(portrait, painted);
        double sum = 0;
        for (int i = -10; i <= 10; i++) {
            double a = eye.irisA + .008 * i;
            sum += Math.abs(light(before, eye, a, b) - light(after, eye, a, b));
        }
        return sum / 21;
    }

    /** The middle of what is dark between the lids, pixels. */
    private static double[] darkest(Portrait portrait, byte[] painted, LidLines eye) {
        Raster picture = raster(portrait, painted);
        double sum = 0;
        double x = 0;
        double y = 0;
        for (double a = -.8 * eye.half; a <= .8 * eye.half; a += .005) {
            for (double b = eye.upper(a) + .03; b < eye.lower(a) - .02; b += .005) {
                double dark = Math.max(0, 110 - light(picture, eye, a, b));
                sum += dark;
                x += dark * eye.pictureX(a, b);
                y += dark * eye.pictureY(a, b);
            }
        }
        return new double[]{x / sum, y / sum};
    }
}
