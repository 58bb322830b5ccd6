package dev.likeness.avatar.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.AtOnce;
import dev.likeness.avatar.picture.Natives;
import dev.likeness.common.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class NetFileTest {

    private static final Path MODELS = Path.of("src/main/models");

    @Test
    void everyFileThatTravelsIsOneOfTheProgramsNets() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            List<String> named = Arrays.stream(NetFile.values()).map(net -> net.resource.replace("/models/", ""))
                    .toList();
            assertThat(files.map(file -> file.getFileName().toString())
                    .filter(name -> !List.of("LICENSE", "NOTICE").contains(name)))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProgramAndTheNoticeTellItsTrueDigest(NetFile net) throws IOException {
        Path file = MODELS.resolve(net.resource.replace("/models/", ""));
        String digest = HexFormat.of().formatHex(Digests.sha256(Files.readAllBytes(file)));

        assertThat(net.sha256).isEqualTo(digest);
        assertThat(Files.readString(MODELS.resolve("NOTICE")))
                .contains(file.getFileName() + "\n  SHA-256  " + digest + "\n");
    }

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
