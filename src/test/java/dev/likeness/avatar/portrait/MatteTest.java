package dev.likeness.avatar.portrait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.face.LandmarkFinder;
import dev.likeness.avatar.paint.PortraitPainter;
import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

class MatteTest {

    private static final LandmarkFinder FINDER = new LandmarkFinder();
    private static final PersonFinder PERSON = new PersonFinder();
    private static final PortraitSpec PLAIN = PortraitSpec.of("1:1", 512, false, false);
    private static final PortraitSpec GREEN = PortraitSpec.of("1:1", 512, false, true);

    /** Drawn people exist before a wall and before a green screen: what the matte makes of the first is the second. */
    @ParameterizedTest
    @ValueSource(strings = {"a woman with long brown hair in a red dress, studio",
            "an old man with a grey beard and glasses in a blue suit, at home",
            "a young woman with curly black hair in a white blouse, outdoors",
            "bald man with a moustache in a black suit, office"})
    void cutsDrawnPeopleAsTheyAre(String prompt) {
        Natives.load();
        boolean female = prompt.contains("woman");
        try (Mats mats = new Mats()) {
            Mat picture = mat(PortraitPainter.paint(prompt, female, 5, PLAIN), mats);
            byte[] truth = PortraitPainter.paint(prompt, female, 5, GREEN);

            byte[] cut = cut(picture, mats);

            int both = 0;
            int either = 0;
            double off = 0;
            int fringe = 0;
            boolean[] person = new boolean[512 * 512];
            for (int i = 0; i < person.length; i++) {
                person[i] = !green(truth, i);
                boolean kept = !green(cut, i);
                both += person[i] && kept ? 1 : 0;
                either += person[i] || kept ? 1 : 0;
            }
            for (int i = 4 * 512 + 4; i < person.length - 4 * 512 - 4; i++) {
                if (person[i - 4] != person[i + 4] || person[i - 4 * 512] != person[i + 4 * 512]) {
                    fringe++;
                    for (int c = 3 * i; c < 3 * i + 3; c++) {
                        off += Math.abs((truth[c] & 255) - (cut[c] & 255)) / 3.0;
                    }
                }
            }
            assertThat((double) both / either).as("intersection over union").isGreaterThan(.98);
            assertThat(off / fringe).as("grey levels along the outline").isLessThan(16);
        }
    }

    /** Her hair is darker than the wall behind: a light pixel in its edge would be the wall. */
    @Test
    void leavesNothingOfTheOldBackgroundInHair() {
        try (Mats mats = new Mats()) {
            Mat photo = mats.keep(PictureSet.resource("portrait-512.png"));
            Landmarks face = FINDER.find(photo, 1).orElseThrow();
            Framing.Framed framed = Framing.frame(photo, face, GREEN, PERSON, mats);
            byte[] before = bytes(framed.bgr());

            assertThat(Matte.greenBehind(framed, PERSON, mats)).isTrue();

            byte[] after = bytes(framed.bgr());
            double d = framed.face().frame().unit();
            int top = (int) (framed.face().frame().originY() - .4 * d);
            int soft = 0;
            int hair = 0;
            int light = 0;
            for (int i = 0; i < 512 * top; i++) {
                boolean untouched = blue(before, i) == blue(after, i) && red(before, i) == red(after, i);
                hair += untouched ? 1 : 0;
                if (!untouched && !green(after, i)) {
                    soft++;
                    light += blue(after, i) > 150 ? 1 : 0;
                }
            }
            assertThat(hair).as("pixels of hair").isGreaterThan((int) (1.5 * d * d));
            assertThat(soft).as("pixels of its soft edge").isBetween((int) (2 * d), (int) (70 * d));
            assertThat(light).as("of the wall").isLessThan(soft / 50);
        }
    }

    @Test
    void leavesWhatItCannotCut() {
        try (Mats mats = new Mats()) {
            for (String name : new String[]{"cat.png", "coffee.png"}) {
                Mat picture = mats.keep(PictureSet.resource(name));
                Framing.Framed framed = Framing.frame(picture, FINDER.nobody(picture, GREEN), GREEN, PERSON, mats);
                byte[] before = bytes(framed.bgr());

                assertThat(Matte.greenBehind(framed, PERSON, mats)).as(name).isFalse();

                assertThat(bytes(framed.bgr())).isEqualTo(before);
            }
        }
    }

    /** What the net does not know as a person is cut out all the same where it is human: its face stays. */
    @Test
    void alwaysCutsOutAHumanAndNeverFillsAnAnimalsFace() {
        try (Mats mats = new Mats()) {
            Mat photo = mats.keep(PictureSet.resource("portrait-512.png"));
            Landmarks human = FINDER.find(photo, 1).orElseThrow();
            Landmarks animal = new Landmarks(human.frame(), human.mesh(), FaceKind.ANIMAL, human.confidence());
            Mat cup = mats.keep(PictureSet.resource("coffee.png"));
            Mat table = mats.empty();
            Imgproc.resize(cup, table, photo.size());
            int eyes = (int) human.frame().originY() * 512 + (int) human.frame().originX();

            Framing.Framed drawn = framed(table, human, mats);
            byte[] before = bytes(drawn.bgr());
            assertThat(Matte.greenBehind(drawn, PERSON, mats)).isTrue();
            byte[] cut = bytes(drawn.bgr());
            assertThat(blue(cut, eyes)).isEqualTo(blue(before, eyes));
            assertThat(green(cut, 512 * 3 + 3)).isTrue();

            Framing.Framed thing = framed(table, animal, mats);
            assertThat(Matte.greenBehind(thing, PERSON, mats)).isFalse();
            assertThat(bytes(thing.bgr())).isEqualTo(before);

            Framing.Framed known = framed(photo, animal, mats);
            assertThat(Matte.greenBehind(known, PERSON, mats)).isTrue();
            assertThat(green(bytes(known.bgr()), 512 * 3 + 508)).isTrue();
        }
    }

    private static Framing.Framed framed(Mat picture, Landmarks face, Mats mats) {
        return new Framing.Framed(mats.keep(picture.clone()), face, Head.of(face, picture, PERSON::square, mats).kept(),
                new Rect(0, 0, picture.cols(), picture.rows()));
    }

    /** A side of the picture that cuts the shoulders is no line in the green. */
    @Test
    void fadesBeforeASideThatCutsThePerson() {
        try (Mats mats = new Mats()) {
            Mat photo = mats.keep(PictureSet.resource("portrait-512.png"));
            Mat narrow = mats.keep(photo.submat(0, 200, 150, 300));
            PortraitSpec spec = PortraitSpec.of("16:9", 512, false, true);
            Framing.Framed framed = Framing.frame(narrow, FINDER.find(narrow, 1).orElseThrow(), spec, PERSON, mats);

            assertThat(Matte.greenBehind(framed, PERSON, mats)).isTrue();

            byte[] px = bytes(framed.bgr());
            int left = framed.inside().x;
            assertThat(left).isPositive();
            for (int y = 0; y < spec.height(); y++) {
                assertThat(green(px, y * spec.width() + left - 1)).isTrue();
                assertThat(Math.abs(blue(px, y * spec.width() + left + 1) - 64)).isLessThan(8);
            }
        }
    }

    private static byte[] cut(Mat picture, Mats mats) {
        Landmarks face = FINDER.find(picture, 1).orElseThrow();
        Framing.Framed framed = framed(picture, face, mats);
        assertThat(Matte.greenBehind(framed, PERSON, mats)).isTrue();
        return bytes(framed.bgr());
    }

    private static boolean green(byte[] px, int i) {
        return Math.abs(blue(px, i) - 64) < 60 && (px[3 * i + 1] & 255) > 110 && red(px, i) < 75;
    }

    private static int blue(byte[] px, int i) {
        return px[3 * i] & 255;
    }

    private static int red(byte[] px, int i) {
        return px[3 * i + 2] & 255;
    }

    private static Mat mat(byte[] bgr, Mats mats) {
        Mat out = mats.keep(new Mat(512, 512, CvType.CV_8UC3));
        out.put(0, 0, bgr);
        return out;
    }

    private static byte[] bytes(Mat bgr) {
        byte[] out = new byte[bgr.rows() * bgr.cols() * 3];
        bgr.get(0, 0, out);
        return out;
    }
}
