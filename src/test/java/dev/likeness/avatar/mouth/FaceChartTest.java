package dev.likeness.avatar.mouth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.FacePose;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.TurnedFaces;
import dev.likeness.avatar.face.TurnedFace;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class FaceChartTest {

    static Stream<Portrait> heads() {
        return MouthAtlasesTest.portraits();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theWayToTheChartAndBackEndsWhereItBegan(Portrait portrait) {
        FaceChart chart = new FaceChart(portrait.face());
        for (double y = .5; y < 2.2; y += .1) {
            for (double x = -.7; x < .7; x += .1) {
                double px = chart.pictureX(x, y);
                double py = chart.pictureY(x, y);
                double[] back = chart.chart(px, py);
                assertThat(chart.pictureX(back[0], back[1])).isCloseTo(px, within(.1));
                assertThat(chart.pictureY(back[0], back[1])).isCloseTo(py, within(.1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-25, 25})
    void aTurnedMouthIsInTheChartAsFromTheFront(double degrees) {
        Portrait front = Faces.closed(512);
        Mat picture = new Mat(512, 512, CvType.CV_8UC3);
        picture.put(0, 0, front.bgr());
        TurnedFace turned = TurnedFace.of(picture, mesh(front), degrees);
        byte[] bgr = new byte[front.bgr().length];
        turned.bgr().get(0, 0, bgr);
        Portrait aside = TurnedFaces.found(bgr, 512, 512);

        FaceMesh seen = mesh(aside);
        LipLines truth = LipLines.of(front.face(), new FaceChart(front.face()));
        LipLines lips = LipLines.of(aside.face(), new FaceChart(aside.face()));
        double picturesOwn = Math.log((seen.x(13) - seen.x(78)) / (seen.x(308) - seen.x(13)));
        double straight = Math.log(truth.halfLeft / truth.halfRight);
        assertThat(Math.abs(FacePose.of(seen).yaw())).isGreaterThan(Math.toRadians(12));
        assertThat(Math.abs(Math.log(lips.halfLeft / lips.halfRight) - straight))
                .isLessThan(.6 * Math.abs(picturesOwn - straight));
        assertThat(lips.halfLeft + lips.halfRight).isCloseTo(truth.halfLeft + truth.halfRight, within(.08));
    }

    private static FaceMesh mesh(Portrait portrait) {
        return Objects.requireNonNull(portrait.face().mesh());
    }
}
