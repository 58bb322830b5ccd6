package dev.likeness.avatar.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Mouth;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.paint.PortraitPainter;
import dev.likeness.avatar.picture.Mats;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class MouthFitTest {

    private static final LandmarkFinder FINDER = new LandmarkFinder();

    @Test
    void theSmileIsFoundInBadCopiesOfThePhotograph() {
        Mat photo = PictureSet.resource("portrait-512.png");
        Mouth plain = find(photo).mouth();
        assertThat(plain.teethVisible()).isTrue();
        Map<String, Mat> copies = PictureSet.disturbed(photo);
        for (String name : List.of("JPEG 30", "JPEG 20", "grey", "noise", "cold")) {
            Landmarks found = find(copies.get(name));
            assertThat(SteadyMouth.distance(plain, found.mouth())).as(name).isLessThan(1);
            assertThat(found.kind()).as(name).isEqualTo(FaceKind.FITTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"an african woman", "a young asian man", "a pale redhead"})
    void theMouthOfADrawnFaceIsWhereItWasDrawn(String prompt) {
        Portrait drawn = PortraitPainter.paint(prompt, !prompt.contains(" man"), 5,
                PortraitSpec.of("1:1", 512, false, false));
        Mat picture = new Mat(512, 512, CvType.CV_8UC3);
        picture.put(0, 0, drawn.bgr());
        Landmarks found = find(picture);
        assertThat(SteadyMouth.distance(drawn.face().mouth(), found.mouth())).isLessThan(1.2);
        assertThat(found.confidence().agreement()).isGreaterThan(.4);
    }

    private static Landmarks find(Mat picture) {
        try (Mats mats = new Mats()) {
            return FINDER.find(picture, 1, mats).orElseThrow().face();
        }
    }
}
