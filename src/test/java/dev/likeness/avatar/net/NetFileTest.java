package dev.likeness.avatar.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetFileTest {

    private static final Path MODELS = Path.of("src/main/models");

    @Test
    void everyFileThatTravelsIsOneOfTheProgramsNets() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            List<String> named = Arrays.stream(NetFile.values()).map(net -> net.resource.replace("/models/", ""))
                    .toList();
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("NOTICE")))
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

    @ParameterizedTest
    @EnumSource
    void everyNetCanBeRead(NetFile net) {
        new TrainedNet(net).load();
    }
}
