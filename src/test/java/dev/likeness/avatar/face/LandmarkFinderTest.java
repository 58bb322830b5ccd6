package dev.likeness.avatar.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.mouth.OpenMouths;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Which face of a picture is found, and how far it is believed. */
class LandmarkFinderTest {

    private static final LandmarkFinder FINDER = new LandmarkFinder();
    /** Corners, lips, lids and irises. */
    static final int[] NAMED = {61, 291, 78, 308, 0, 13, 14, 17, 33, 133, 159, 145, 362, 263, 386, 374, 468, 473};
    private static Mat picture;
    private static Landmarks plain;

    @BeforeAll
    static void theProjectsPhotograph() {
        picture = PictureSet.resource("portrait-512.png");
        plain = found(picture);
    }

    @Test
    void aPlainFaceIsBelieved() {
        assertThat(plain.kind()).isEqualTo(FaceKind.FITTED);
        assertThat(plain.confidence().presence()).isGreaterThan(.99);
        assertThat(plain.confidence().agreement()).isGreaterThan(.7);
        assertThat(plain.confidence().faces()).isEqualTo(1);
    }

    /** As when somebody turns the head: the near side grows wide, the far one narrow, by the depth of each place. */
    @ParameterizedTest
    @ValueSource(ints = {-40, -30, -15, 15, 30, 40})
    void aTurnedHeadsPointsAreFoundWhereTheyWent(int degrees) {
        TurnedFace turned = TurnedFace.of(picture, mesh(plain), degrees);

        Landmarks face = found(turned.bgr());

        assertThat(face.kind()).matches(kind -> kind == FaceKind.FITTED || Math.abs(degrees) >= 30 && kind.doubtful());
        assertThat(apart(mesh(face), turned.points(), plain.frame().unit())).isLessThan(.08);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFaceThatLiesOrStandsOnItsHeadIsFound(int code) {
        Mat turned = new Mat();
        Core.rotate(picture, turned, code);

        Landmarks face = found(turned);

        assertThat(face.kind()).isEqualTo(FaceKind.FITTED);
        double wanted = plain.frame().roll() + (code + 1) * Math.PI / 2;
        assertThat(Math.IEEEremainder(face.frame().roll() - wanted, 2 * Math.PI)).isCloseTo(0, within(.06));
        assertThat(face.frame().unit()).isCloseTo(plain.frame().unit(), within(2.0));
    }

    @Test
    void aMouthThatIsHiddenIsNotBelieved() {
        for (Scalar colour : List.of(new Scalar(140, 170, 215), new Scalar(200, 130, 60), Scalar.all(20))) {
            Mat covered = picture.clone();
            Imgproc.fillPoly(covered, List.of(beforeTheMouth(-.25, .35)), colour);
            assertUnsure(covered, "a plain thing " + colour);
        }
        Mat noisy = picture.clone();
        Mat mask = Mat.zeros(picture.size(), CvType.CV_8U);
        Imgproc.fillPoly(mask, List.of(beforeTheMouth(-.25, .35)), Scalar.all(255));
        Mat noise = new Mat(picture.size(), CvType.CV_8UC3);
        Core.setRNGSeed(3);
        Core.randu(noise, 0, 255);
        noise.copyTo(noisy, mask);
        assertUnsure(noisy, "a pattern");
        Mat hand = picture.clone();
        for (int finger = 0; finger < 4; finger++) {
            MatOfPoint shade = beforeTheMouth(.22 - .2 * finger, .43 - .2 * finger);
            MatOfPoint skin = beforeTheMouth(.24 - .2 * finger, .41 - .2 * finger);
            Imgproc.fillPoly(hand, List.of(shade), new Scalar(60, 80, 100));
            Imgproc.fillPoly(hand, List.of(skin), new Scalar(140, 170, 215));
        }
        assertUnsure(hand, "fingers");
    }

    private static void assertUnsure(Mat covered, String what) {
        Landmarks face = found(covered);
        assertThat(face.kind().doubtful()).as(what).isTrue();
        assertThat(face.confidence().agreement()).as(what).isLessThan(.5);
    }

    @Test
    void halfAFaceIsNotBelieved() {
        int middle = (int) plain.frame().originX();
        int mouth = (int) mesh(plain).y(13);

        assertThat(believed(picture.submat(new Rect(0, 0, middle, 512)))).isFalse();
        assertThat(believed(picture.submat(new Rect(middle, 0, 512 - middle, 512)))).isFalse();
        assertThat(believed(picture.submat(new Rect(0, 0, 512, mouth)))).isFalse();
    }

    @Test
    void whatIsTooBlurredIsNotBelieved() {
        Mat soft = new Mat();
        Imgproc.GaussianBlur(picture, soft, new Size(), .15 * plain.frame().unit());
        assertThat(believed(soft)).isFalse();
    }

    @Test
    void aFaceMayFillThePictureOrBeSmallInALargeOne() {
        FaceFrame f = plain.frame();
        Rect tight = new Rect((int) f.pictureX(-1, 0), (int) f.pictureY(0, -.7), (int) (2 * f.unit()),
                (int) (2.4 * f.unit()));
        assertThat(found(picture.submat(tight)).kind()).isEqualTo(FaceKind.FITTED);
        Mat large = new Mat(2000, 3000, CvType.CV_8UC3, new Scalar(150, 140, 120));
        picture.copyTo(large.submat(new Rect(2480, 60, 512, 512)));
        Landmarks small = found(large);
        assertThat(small.kind()).isEqualTo(FaceKind.FITTED);
        assertThat(small.frame().originX()).isCloseTo(2480 + f.originX(), within(2.0));
    }

    @Test
    void theLargestFaceIsTakenAndTheOthersAreCounted() {
        Mat small = new Mat();
        Imgproc.resize(picture, small, new Size(300, 300), 0, 0, Imgproc.INTER_AREA);
        Mat both = new Mat(512, 812, CvType.CV_8UC3, new Scalar(150, 140, 120));
        small.copyTo(both.submat(new Rect(0, 60, 300, 300)));
        picture.copyTo(both.submat(new Rect(300, 0, 512, 512)));

        Landmarks face = found(both);

        assertThat(face.confidence().faces()).isEqualTo(2);
        assertThat(face.frame().originX()).isCloseTo(300 + plain.frame().originX(), within(2.0));
    }

    @Test
    void eyesThatAreHiddenAreTold() {
        FaceFrame f = plain.frame();
        Mat glasses = picture.clone();
        Mat patch = picture.clone();
        for (int side = -1; side <= 1; side += 2) {
            Point eye = new Point(f.pictureX(.5 * side, 0), f.pictureY(.5 * side, 0));
            Imgproc.ellipse(glasses, eye, new Size(.42 * f.unit(), .3 * f.unit()), 0, 0, 360, Scalar.all(20), -1);
            Imgproc.ellipse(side < 0 ? patch : glasses, eye, new Size(.42 * f.unit(), .3 * f.unit()), 0, 0, 360,
                    side < 0 ? new Scalar(140, 170, 215) : Scalar.all(20), -1);
        }

        assertThat(plain.blinks()).isTrue();
        assertThat(found(glasses).blinks()).isFalse();
        assertThat(found(patch).blinks()).isFalse();
    }

    /** What the mesh makes of the engine's own mouths is smaller than they are; then mesh and picture do not agree. */
    @ParameterizedTest
    @ValueSource(doubles = {.7, .9, 1.1})
    void aMouthThatIsFarOpenIsNeverTakenForOneThatCanBeClosed(double gap) {
        Mat open = new Mat(512, 512, CvType.CV_8UC3);
        open.put(0, 0, OpenMouths.of(Faces.closed(512), gap));

        assertThat(found(open).kind()).isIn(FaceKind.WIDE_OPEN, FaceKind.UNSURE, FaceKind.MOUTH_HIDDEN);
    }

    @Test
    void aPersonIsTakenBeforeALargerFaceThatIsNotBelieved() {
        Mat covered = new Mat();
        Imgproc.resize(picture, covered, new Size(640, 640));
        Imgproc.fillPoly(covered, List.of(scaled(beforeTheMouth(-.25, .35), 1.25)), Scalar.all(20));
        Mat both = new Mat(640, 1152, CvType.CV_8UC3, new Scalar(150, 140, 120));
        covered.copyTo(both.submat(new Rect(0, 0, 640, 640)));
        picture.copyTo(both.submat(new Rect(640, 60, 512, 512)));

        Landmarks face = found(both);

        assertThat(face.kind()).isEqualTo(FaceKind.FITTED);
        assertThat(face.frame().originX()).isCloseTo(640 + plain.frame().originX(), within(3.0));
    }

    /** However many faces there are, a picture costs no more than two of them. */
    @Test
    void aCrowdCostsLittle() {
        Mat soft = new Mat();
        Imgproc.GaussianBlur(picture.submat(new Rect(100, 0, 256, 256)), soft, new Size(), .12 * plain.frame().unit());
        Mat cat = new Mat();
        Imgproc.resize(PictureSet.resource("cat.png"), cat, new Size(256, 256));
        for (Mat one : List.of(soft, cat)) {
            Mat row = new Mat();
            Core.hconcat(Collections.nCopies(4, one), row);
            Mat crowd = new Mat();
            Core.vconcat(Collections.nCopies(4, row), crowd);
            for (int code = 0; code < 2; code++) {
                Looks looks = new Looks();
                FINDER.find(crowd, 1, looks);
                assertThat(looks.spent()).isLessThanOrEqualTo(Looks.MOST);
                Core.rotate(crowd, crowd, Core.ROTATE_90_CLOCKWISE);
            }
        }
    }

    static double apart(FaceMesh mesh, double[][] points, double unit) {
        double most = 0;
        for (int i : NAMED) {
            most = Math.max(most, Math.hypot(mesh.x(i) - points[i][0], mesh.y(i) - points[i][1]) / unit);
        }
        return most;
    }

    private static boolean believed(Mat bgr) {
        return FINDER.find(bgr, 1).filter(face -> face.kind() == FaceKind.FITTED).isPresent();
    }

    private static Landmarks found(Mat bgr) {
        return FINDER.find(bgr, 1).orElseThrow();
    }

    private static FaceMesh mesh(Landmarks face) {
        return Objects.requireNonNull(face.mesh());
    }

    private static MatOfPoint scaled(MatOfPoint points, double by) {
        return new MatOfPoint(points.toList().stream().map(p -> new Point(by * p.x, by * p.y)).toArray(Point[]::new));
    }

    /** A strip before the mouth, from and to so many units below its middle. */
    private static MatOfPoint beforeTheMouth(double from, double to) {
        FaceFrame f = plain.frame();
        double y = f.faceY(mesh(plain).x(13), mesh(plain).y(13));
        return new MatOfPoint(new Point(f.pictureX(-.6, y + from), f.pictureY(-.6, y + from)),
                new Point(f.pictureX(.6, y + from), f.pictureY(.6, y + from)),
                new Point(f.pictureX(.6, y + to), f.pictureY(.6, y + to)),
                new Point(f.pictureX(-.6, y + to), f.pictureY(-.6, y + to)));
    }
}
