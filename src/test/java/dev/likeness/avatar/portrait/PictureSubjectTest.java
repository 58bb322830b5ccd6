package dev.likeness.avatar.portrait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Natives;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class PictureSubjectTest {

    private static final Portraits PORTRAITS = new Portraits();

    @BeforeAll
    static void natives() {
        Natives.load();
    }

    @Test
    void aPhotographedFaceIsHumanHoweverBadTheCopy() {
        Map<String, Mat> copies = PictureSet.disturbed(PictureSet.resource("portrait-512.png"));
        copies.forEach((name, copy) -> assertThat(subject(copy)).as(name).isEqualTo(PictureSubject.HUMAN));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aFaceInFlatColoursIsADrawing(int number) {
        assertThat(subject(PictureSet.cartoon(number))).isEqualTo(PictureSubject.DRAWING);
    }

    @Test
    void thingsAreNobody() {
        Mat noise = new Mat(300, 300, CvType.CV_8UC3);
        Core.setRNGSeed(1);
        Core.randu(noise, 0, 255);
        assertThat(subject(PictureSet.resource("coffee.png"))).isEqualTo(PictureSubject.NOBODY);
        assertThat(subject(noise)).isEqualTo(PictureSubject.NOBODY);
        assertThat(subject(new Mat(200, 200, CvType.CV_8UC3, new Scalar(200, 180, 170))))
                .isEqualTo(PictureSubject.DRAWING);
    }

    @Test
    void aCatIsAnAnimalHoweverBadTheCopy() {
        Mat cat = PictureSet.resource("cat.png");
        assertThat(subject(cat)).isEqualTo(PictureSubject.ANIMAL);
        PictureSet.disturbed(cat)
                .forEach((name, copy) -> assertThat(subject(copy)).as(name).isEqualTo(PictureSubject.ANIMAL));
    }

    @Test
    void aPersonBesideACatIsHuman() {
        Mat cat = new Mat();
        Imgproc.resize(PictureSet.resource("cat.png"), cat, new Size(512, 512));
        Mat both = new Mat();
        Core.hconcat(List.of(cat, PictureSet.resource("portrait-512.png")), both);
        assertThat(subject(both)).isEqualTo(PictureSubject.HUMAN);
    }

    @Test
    void anAnimalNeverGetsAHumanMouth() {
        Mat cat = PictureSet.resource("cat.png");
        Map<String, Mat> copies = PictureSet.disturbed(cat);
        copies.put("plain", cat);
        copies.forEach((name, copy) -> assertThat(PORTRAITS.fromPicture(PictureSet.encoded(copy, ".png"),
                PortraitSpec.of("1:1", 256, false, false)).face().kind().human()).as(name).isFalse());
    }

    private static PictureSubject subject(Mat picture) {
        return PORTRAITS.subject(PictureSet.encoded(picture, ".png"));
    }
}
