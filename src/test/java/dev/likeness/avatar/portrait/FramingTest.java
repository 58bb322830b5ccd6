package dev.likeness.avatar.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class FramingTest {

    private static final LandmarkFinder FINDER = new LandmarkFinder();
    private static final PersonFinder PERSON = new PersonFinder();
    private static final String[] RATIOS = {"16:9", "9:16", "1:1"};

    /** Blue says where in its row a pixel is, green in which row: the portrait shows each where the landmarks say. */
    @Test
    void showsThePictureAndTheLandmarksMoveAlong() {
        Natives.load();
        Random random = new Random(5);
        int[][] sizes = {{600, 400}, {3000, 400}, {400, 3000}, {48, 64}, {1500, 1500}, {260, 2000}};
        for (int i = 0; i < 24; i++) {
            int width = sizes[i % 6][0];
            int height = sizes[i % 6][1];
            try (Mats mats = new Mats()) {
                Mat picture = places(width, height, mats);
                PortraitSpec spec = PortraitSpec.of(RATIOS[i % 3], 512, i % 4 == 0, false);
                double d = (.03 + .05 * random.nextDouble()) * Math.min(width, height);
                FaceFrame at = new FaceFrame(width * random.nextDouble(), height * random.nextDouble(), d, 0);
                Landmarks face = face(picture, at, spec);

                Framing.Framed framed = Framing.frame(picture, face, spec, PERSON, mats);

                assertThat(framed.inside()).as("nothing is invented").isEqualTo(
                        new Rect(0, 0, spec.width(), spec.height()));
                FaceFrame seen = framed.face().frame();
                double scale = seen.unit() / d;
                byte[] pixel = new byte[3];
                for (int k = 0; k < 400; k++) {
                    int x = random.nextInt(spec.width());
                    int y = random.nextInt(spec.height());
                    framed.bgr().get(y, x, pixel);
                    double fromX = at.originX() + (x - seen.originX()) / scale;
                    double fromY = at.originY() + (y - seen.originY()) / scale;
                    String what = i + ": " + x + "," + y;
                    assertThat((pixel[0] & 255) * width / 255.0).as(what).isCloseTo(fromX, within(1 + .012 * width));
                    assertThat((pixel[1] & 255) * height / 255.0).as(what).isCloseTo(fromY, within(1 + .012 * height));
                }
            }
        }
    }

    /** Five pixels of the portrait for one that was sent: half of one would be seen in every lip. */
    @Test
    void theLandmarksOfASmallFaceLieOnItToAPartOfAPixel() {
        Natives.load();
        try (Mats mats = new Mats()) {
            Mat picture = mats.keep(new Mat(600, 600, CvType.CV_8UC3));
            byte[] px = new byte[600 * 600 * 3];
            for (int i = 0; i < 600 * 600; i++) {
                px[3 * i] = (byte) Math.clamp(128 + 2L * (i % 600 - 300), 0, 255);
                px[3 * i + 1] = (byte) Math.clamp(128 + 2L * (i / 600 - 300), 0, 255);
            }
            picture.put(0, 0, px);
            PortraitSpec spec = PortraitSpec.of("1:1", 512, false, false);
            FaceFrame at = new FaceFrame(300, 300, 10, 0);

            Framing.Framed framed = Framing.frame(picture, face(picture, at, spec), spec, PERSON, mats);

            FaceFrame seen = framed.face().frame();
            double scale = seen.unit() / 10;
            assertThat(scale).isGreaterThan(4);
            byte[] pixel = new byte[3];
            double offX = 0;
            double offY = 0;
            for (int i = 0; i < 400; i++) {
                framed.bgr().get(60 + i, 460 - i, pixel);
                offX += ((pixel[0] & 255) - 128) / 2.0 + 300 - at.originX() - (460 - i - seen.originX()) / scale;
                offY += ((pixel[1] & 255) - 128) / 2.0 + 300 - at.originY() - (60 + i - seen.originY()) / scale;
            }
            assertThat(offX / 400).isCloseTo(0, within(.05));
            assertThat(offY / 400).isCloseTo(0, within(.05));
        }
    }

    @Test
    void whereThereIsNoFaceTheMiddleIsShown() {
        Natives.load();
        try (Mats mats = new Mats()) {
            Mat picture = places(900, 600, mats);
            for (String ratio : RATIOS) {
                PortraitSpec spec = PortraitSpec.of(ratio, 512, false, false);
                Mat bgr = Framing.frame(picture, FINDER.nobody(picture, spec), spec, PERSON, mats).bgr();
                byte[] middle = new byte[3];
                bgr.get(spec.height() / 2, spec.width() / 2, middle);
                assertThat(middle[0] & 255).isCloseTo(127, within(2));
                assertThat(middle[1] & 255).isCloseTo(127, within(2));
            }
        }
    }

    /** A red patch beside her does not come again beyond the edge; what comes is soft, and the face stays as it is. */
    @Test
    void continuesTheBackdropSoftlyAndMirrorsNothing() {
        try (Mats mats = new Mats()) {
            Mat whole = mats.keep(PictureSet.resource("portrait-512.png"));
            Mat picture = mats.keep(mats.keep(whole.submat(new Rect(140, 10, 180, 200))).clone());
            Imgproc.rectangle(picture, new Rect(158, 40, 12, 60), new Scalar(0, 0, 230), Imgproc.FILLED);
            PortraitSpec spec = PortraitSpec.of("16:9", 512, false, false);
            Landmarks face = FINDER.find(picture, 1).orElseThrow();
            Framing.Framed framed = Framing.frame(picture, face, spec, PERSON, mats);
            Rect inside = framed.inside();
            Mat before = mats.keep(framed.bgr().clone());

            Backdrop.around(framed, PERSON, mats);

            assertThat(inside.x).isGreaterThan(60);
            assertThat(spec.width() - inside.x - inside.width).isGreaterThan(60);
            assertThat(inside.height).isEqualTo(spec.height());
            int from = inside.x + inside.width;
            double reddest = 0;
            double roughest = 0;
            Mat soft = mats.empty();
            Imgproc.GaussianBlur(framed.bgr(), soft, new Size(), 3);
            byte[] line = new byte[3 * spec.width()];
            for (int y = 0; y < spec.height(); y++) {
                soft.get(y, 0, line);
                for (int x = from + 30; x < spec.width() - 1; x++) {
                    reddest = Math.max(reddest, (line[3 * x + 2] & 255) - (line[3 * x + 1] & 255));
                    roughest = Math.max(roughest, Math.abs((line[3 * x + 1] & 255) - (line[3 * x + 4] & 255)));
                }
            }
            assertThat(reddest).as("of 230").isLessThan(75);
            assertThat(roughest).as("grey levels a pixel").isLessThan(5);
            Rect head = rect(framed.kept());
            Mat difference = mats.empty();
            Core.absdiff(mats.keep(before.submat(head)), mats.keep(framed.bgr().submat(head)), difference);
            assertThat(Core.sumElems(difference).val[0]).isZero();
        }
    }

    /** Where the shoulder is cut by the side it goes on; above, where the wall is, the wall does. */
    @Test
    void onlyWhereASideCutsThePersonTheyGoOnBeyond() {
        try (Mats mats = new Mats()) {
            Mat whole = mats.keep(PictureSet.resource("portrait-512.png"));
            Mat picture = mats.keep(mats.keep(whole.submat(new Rect(140, 10, 180, 260))).clone());
            // A wall no colour of hers comes near.
            Landmarks face = FINDER.find(picture, 1).orElseThrow();
            Mat wall = walled(picture, mats);
            PortraitSpec spec = PortraitSpec.of("16:9", 512, false, false);
            Framing.Framed framed = Framing.frame(wall, face, spec, PERSON, mats);

            Backdrop.around(framed, PERSON, mats);

            Rect inside = framed.inside();
            assertThat(inside.x).isGreaterThan(60);
            assertThat(blueness(framed.bgr(), inside.x - 12, 40)).as("wall").isGreaterThan(60);
            assertThat(blueness(framed.bgr(), inside.x - 12, spec.height() - 8)).as("shoulder").isLessThan(40);
        }
    }

    /** One pixel that is missing costs three. */
    @Test
    void aNarrowGapDissolvesLittleOfThePicture() {
        float[] shown = Backdrop.shown(100, 1, 100, 40, 40);
        float[] wide = Backdrop.shown(100, 30, 100, 40, 40);

        assertThat(shown[0]).isZero();
        assertThat(shown[4]).isEqualTo(1);
        assertThat(shown[99]).isEqualTo(1);
        assertThat(wide[30]).isZero();
        assertThat(wide[50]).isBetween(.2f, .8f);
        assertThat(wide[70]).isEqualTo(1);
        float[] mirrored = Backdrop.shown(100, 0, 70, 40, 40);
        for (int i = 0; i < 100; i++) {
            assertThat(mirrored[99 - i]).isCloseTo(wide[i], within(1e-6f));
        }
    }

    /** Glasses that the net takes for wall do not come again beyond the edge. */
    @Test
    void nothingOfTheFaceIsSpread() {
        Natives.load();
        try (Mats mats = new Mats()) {
            Mat picture = mats.keep(new Mat(300, 300, CvType.CV_8UC3, new Scalar(120, 120, 120)));
            Imgproc.rectangle(picture, new Rect(20, 20, 260, 270), new Scalar(0, 0, 230), Imgproc.FILLED);
            Landmarks face = face(picture, new FaceFrame(150, 130, 70, 0), PortraitSpec.of("16:9", 512, false, false));
            Mat out = mats.keep(new Mat(300, 532, CvType.CV_8UC3, new Scalar(0, 0, 0)));
            picture.copyTo(mats.keep(out.submat(new Rect(116, 0, 300, 300))));
            Framing.Framed framed = new Framing.Framed(out, face.scaledAndMoved(1, 116, 0),
                    new Extent(136, 20, 396, 290), new Rect(116, 0, 300, 300));

            Backdrop.around(framed, PERSON, mats);

            for (int y = 70; y < 250; y += 20) {
                assertThat(blueness(out, 10, y)).as("red is far below 0").isGreaterThan(-20);
            }
        }
    }

    private static double blueness(Mat bgr, int x, int y) {
        byte[] pixel = new byte[3];
        bgr.get(y, x, pixel);
        return (pixel[0] & 255) - (pixel[2] & 255);
    }

    /** The same person before a blue wall. */
    private static Mat walled(Mat picture, Mats mats) {
        Mat person = PERSON.mask(picture, picture.size(), mats);
        Mat out = mats.keep(picture.clone());
        Mat wall = mats.empty();
        Core.compare(person, new Scalar(.3), wall, Core.CMP_LT);
        out.setTo(new Scalar(200, 90, 60), wall);
        return out;
    }

    private static Rect rect(Extent extent) {
        return new Rect((int) Math.ceil(extent.left()), (int) Math.ceil(Math.max(0, extent.top())),
                (int) extent.width() - 1, (int) (extent.bottom() - Math.max(0, extent.top())) - 1);
    }

    private static Landmarks face(Mat picture, FaceFrame frame, PortraitSpec spec) {
        Landmarks nobody = FINDER.nobody(picture, spec);
        return new Landmarks(frame, null, FaceKind.FITTED, nobody.confidence());
    }

    private static Mat places(int width, int height, Mats mats) {
        byte[] px = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            px[3 * i] = (byte) Math.round(255.0 * (i % width + .5) / width);
            px[3 * i + 1] = (byte) Math.round(255.0 * (i / width + .5) / height);
        }
        Mat out = mats.keep(new Mat(height, width, CvType.CV_8UC3));
        out.put(0, 0, px);
        return out;
    }
}
