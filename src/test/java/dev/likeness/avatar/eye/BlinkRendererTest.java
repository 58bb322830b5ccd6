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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlinkRendererTest {

    private static final PortraitSpec SPEC = PortraitSpec.of("1:1", 512, false, false);
    private static final Portraits PORTRAITS = new Portraits();

    private static final int LEFT_OUTER = 33;
    private static final int LEFT_INNER = 133;
    private static final List<Named<Portrait>> PEOPLE = madePeople();

    private static List<Named<Portrait>> madePeople() {
        Portrait photo = Faces.smiling(512);
        Portrait drawn = PORTRAITS.drawn("a young woman with red hair", true, 4, SPEC);
        return List.of(Named.of("photograph", photo), Named.of("small", Faces.smiling(256)),
                Named.of("aside", TurnedFaces.aside(photo)), Named.of("rolled", TurnedFaces.rolled(photo, 20)),
                Named.of("close", TurnedFaces.close(photo, .30)), Named.of("drawn", drawn),
                Named.of("drawn aside", TurnedFaces.aside(drawn)),
                Named.of("drawn man", PORTRAITS.drawn("an old man with glasses", false, 9, SPEC)),
                Named.of("drawn dark", PORTRAITS.drawn("a man with black skin and a beard", false, 2, SPEC)));
    }

    static List<Named<Portrait>> people() {
        return PEOPLE;
    }

    @ParameterizedTest
    @MethodSource("people")
    void aBlinkIsSeenInBothEyes(Portrait portrait) {
        byte[] closed = Eyes.painted(portrait, 1, 0, 0);
        for (LidLines eye : eyes(portrait)) {
            assertThat(correlation(portrait, closed, eye)).isLessThan(.62);
            assertThat(kept(portrait, closed, eye)).as("share of the eyeball that is still seen").isLessThan(.15);
        }
    }

    @ParameterizedTest
    @MethodSource("people")
    void theFaceAroundTheEyesStaysAsItIs(Portrait portrait) {
        FaceMesh mesh = mesh(portrait);
        double far = .62 * FacePose.of(mesh).unit();
        byte[] painted = Eyes.painted(portrait, 1, .04, .01);
        for (int p = 0; p < portrait.width() * portrait.height(); p++) {
            int x = p % portrait.width();
            int y = p / portrait.width();
            if (Math.hypot(x - mesh.x(FaceMesh.LEFT_IRIS), y - mesh.y(FaceMesh.LEFT_IRIS)) > far
                    && Math.hypot(x - mesh.x(FaceMesh.RIGHT_IRIS), y - mesh.y(FaceMesh.RIGHT_IRIS)) > far) {
                assertThat(Arrays.equals(painted, 3 * p, 3 * p + 3, portrait.bgr(), 3 * p, 3 * p + 3))
                        .as("(%d, %d)", x, y).isTrue();
            }
        }
        assertThat(Eyes.painted(portrait, 0, 0, 0)).isEqualTo(portrait.bgr());
    }

    @ParameterizedTest
    @MethodSource("people")
    void browsAreNotDrawnAlong(Portrait portrait) {
        FaceMesh mesh = mesh(portrait);
        Raster before = new Raster(portrait);
        Raster after = raster(portrait, Eyes.painted(portrait, 1, 0, 0));
        for (LidLines eye : eyes(portrait)) {
            double sum = 0;
            int count = 0;
            for (double a = -eye.half; a <= eye.half; a += .01) {
                double b = eye.brow(a) - .01;
                sum += Math.abs(light(before, eye, a, b) - light(after, eye, a, b));
                count++;
            }
            assertThat(sum / count).isLessThan(.5);
        }
    }

    @ParameterizedTest
    @MethodSource("people")
    void lidsMeetFromTheEdgeOfTheirLinesAndNotFromOutside(Portrait portrait) {
        byte[] half = Eyes.painted(portrait, .5, 0, 0);
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
            byte[] closed = Eyes.painted(open, 1, 0, 0);
            Portrait sleeping = TurnedFaces.found(closed, open.width(), open.height());
            assertThat(new BlinkRenderer(sleeping).boxes()).isEmpty();
            assertThat(Eyes.painted(sleeping, 1, .04, 0)).isEqualTo(closed);
        }
    }

    @Test
    void aThingHasNoEyes() {
        Portrait cup = PORTRAITS.fromPicture(PictureSet.encoded(PictureSet.resource("coffee.png"), ".png"), SPEC);
        assertThat(Eyes.painted(cup, 1, .04, 0)).isEqualTo(cup.bgr());
    }

    @ParameterizedTest
    @MethodSource("people")
    void theIrisMovesAlongTheFacesOwnAxisWithinItsLids(Portrait portrait) {
        FaceMesh mesh = mesh(portrait);
        FacePose pose = FacePose.of(mesh);
        byte[] toTheLeft = Eyes.painted(portrait, 0, -.04, 0);
        byte[] toTheRight = Eyes.painted(portrait, 0, .04, 0);
        for (LidLines eye : eyes(portrait)) {
            double[] left = darkest(portrait, toTheLeft, eye);
            double[] right = darkest(portrait, toTheRight, eye);
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
        Portrait portrait = Faces.smiling(512);
        byte[] far = Eyes.painted(portrait, 0, .5, 0);
        assertThat(far).isEqualTo(Eyes.painted(portrait, 0, .9, 0))
                .isNotEqualTo(Eyes.painted(portrait, 0, .04, 0));
    }

    @Test
    void eyesThatLookFarAsideStillGoUpAndDown() {
        Portrait portrait = Faces.smiling(512);
        Raster[] seen = new Raster[4];
        for (int i = 0; i < 4; i++) {
            seen[i] = raster(portrait, Eyes.painted(portrait, 0, i < 2 ? 0 : 5, i % 2 == 0 ? -.016 : .016));
        }
        for (LidLines eye : eyes(portrait)) {
            double ahead = 0;
            double aside = 0;
            for (double a = -.8 * eye.half; a <= .8 * eye.half; a += .01) {
                for (double b = eye.upper(a); b < eye.lower(a); b += .01) {
                    ahead += Math.abs(light(seen[0], eye, a, b) - light(seen[1], eye, a, b));
                    aside += Math.abs(light(seen[2], eye, a, b) - light(seen[3], eye, a, b));
                }
            }
            assertThat(aside).isGreaterThan(.3 * ahead);
        }
    }

    @Test
    void threadsThatShareARendererPaintWhatOneWouldPaint() throws Exception {
        Portrait portrait = Faces.smiling(256);
        BlinkRenderer shared = new BlinkRenderer(portrait);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Callable<Boolean>> painters = new ArrayList<>();
        for (double share : new double[]{.7, .8, .9, 1}) {
            byte[] alone = Eyes.painted(portrait, share, .02, .01);
            painters.add(() -> {
                byte[] out = portrait.bgr().clone();
                boolean same = true;
                start.await();
                for (int i = 0; i < 60; i++) {
                    shared.paint(share, .02, .01, out);
                    same &= Arrays.equals(out, alone);
                }
                return same;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> same : threads.invokeAll(painters)) {
                assertThat(same.get()).isTrue();
            }
        }
    }

    /** Lines between them would else be smoothed over hundreds of thousands of places. */
    @Test
    void cornersThatFallTogetherAreTakenApart() {
        FaceMesh mesh = mesh(Faces.smiling(256));
        float[] points = new float[3 * FaceMesh.POINTS];
        for (int i = 0; i < FaceMesh.POINTS; i++) {
            int from = i == LEFT_OUTER ? LEFT_INNER : i;
            points[3 * i] = (float) mesh.x(from);
            points[3 * i + 1] = (float) mesh.y(from);
            points[3 * i + 2] = (float) mesh.z(from);
        }
        FaceMesh fallen = new FaceMesh(points);
        LidLines eye = LidLines.left(fallen, FacePose.of(fallen));
        assertThat(eye.half).isGreaterThan(.01);
        assertThat(eye.open()).isFalse();
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
