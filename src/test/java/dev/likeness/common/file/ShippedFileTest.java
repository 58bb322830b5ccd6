package dev.likeness.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedFileTest {

    private static final Path MODELS = Path.of("src/main/models");
    /** Papers. */
    private static final List<String> UNASKED = List.of("LICENSE", "NOTICE", "LICENSE.silero", "kokoro/NOTICE");
    private static final Path CODE = Path.of("src/main/java");
    private static final Pattern NOTICE = Pattern.compile("^(\\S+)\\n {2}SHA-256 {2}([0-9a-f]{64})$",
            Pattern.MULTILINE);
    /** Of {@code new ShippedFile(…)}, and of the constants of an enum that makes one. */
    private static final Pattern NAMED = Pattern.compile("\\(\\s*\"([\\w./]+)\",\\s*\"([0-9a-f]{64})\"\\s*\\)");

    @Test
    void theNoticeNamesEveryFileThatTravelsWithItsTrueDigest() throws IOException {
        assertThat(digests(NOTICE, Files.readString(MODELS.resolve("NOTICE")))).isEqualTo(travelling());
    }

    @Test
    void theProgramAsksForFilesThatTravelByTheirTrueDigest() throws IOException {
        Map<String, String> asked = new HashMap<>();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                if (code.contains("new ShippedFile(")) {
                    asked.putAll(digests(NAMED, code));
                }
            }
        }
        assertThat(asked).isNotEmpty();
        assertThat(asked).isEqualTo(travelling());
    }

    @Test
    void whatIsMissingOrNotItselfIsRefused() throws IOException {
        String vocabulary = travelling().get("hibari/vocab.json");

        assertThat(new ShippedFile("hibari/vocab.json", vocabulary).bytes()).isNotEmpty();
        assertThatThrownBy(() -> new ShippedFile("hibari/none.json", vocabulary).bytes())
                .isInstanceOf(NetException.class).hasMessageContaining("missing");
        assertThatThrownBy(() -> new ShippedFile("hibari/oov.json", vocabulary).bytes())
                .isInstanceOf(NetException.class).hasMessageContaining("not the file");
    }

    private static Map<String, String> digests(Pattern pattern, String text) {
        Map<String, String> digests = new HashMap<>();
        for (MatchResult match : pattern.matcher(text).results().toList()) {
            digests.put(match.group(1), match.group(2));
        }
        return digests;
    }

    private static Map<String, String> travelling() throws IOException {
        Map<String, String> digests = new HashMap<>();
        try (Stream<Path> files = Files.walk(MODELS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = MODELS.relativize(file).toString().replace('\\', '/');
                if (!UNASKED.contains(name)) {
                    digests.put(name, HexFormat.of().formatHex(Digests.sha256(Files.readAllBytes(file))));
                }
            }
        }
        return digests;
    }
}
