package dev.likeness.avatar.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.AtOnce;
import dev.likeness.avatar.picture.Natives;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class NetFileTest {

    @Test
    void threadsMayShareANet() throws Exception {
        TrainedNet net = new TrainedNet(NetFile.FACE_MESH);
        Natives.load();
        Mat picture = new Mat(192, 192, CvType.CV_8UC3);
        Core.setRNGSeed(5);
        Core.randu(picture, 0, 255);
        List<List<Float>> said = AtOnce.run(Collections.nCopies(4, () -> {
            float[] points = net.look(picture, 1 / 255.0, 0, "output_mesh")[0];
            return IntStream.range(0, points.length).mapToObj(i -> points[i]).toList();
        }));
        assertThat(said).hasSize(4).containsOnly(said.getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void everyNetCanBeRead(NetFile net) {
        new TrainedNet(net).load();
    }
}
