package dev.likeness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;

/** The fences of the house style; everything else of it is judgement. */
@AnalyzeClasses(packages = "dev.likeness", importOptions = ImportOption.DoNotIncludeTests.class)
class StyleTests {

    private static final Set<String> BANNED_FOLDERS = Set.of("controller", "service", "repository", "util", "utils",
            "core", "config", "dto", "security", "model", "exception");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(LocalDate.class, "now").orShould().callMethod(LocalDateTime.class, "now").orShould()
            .callMethod(OffsetDateTime.class, "now").orShould().callMethod(ZonedDateTime.class, "now").orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time is the Clock's or the database's, so that the sandbox can move it");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class).orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class).because("wait for a condition, with a bound");

    @ArchTest
    static final ArchRule onlyTheCommonWordsMakeClocks = noClasses().that().resideOutsideOfPackage("..common..")
            .should().callMethod(Clock.class, "systemUTC").orShould().callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule onlyTheCommonWordsMakeDigests = noClasses().that().resideOutsideOfPackage("..common..")
            .should().callMethod(MessageDigest.class, "getInstance", String.class).orShould()
            .callMethod(Mac.class, "getInstance", String.class);

    @Test
    void noFileIsLong() throws IOException {
        assertThat(longerThan("src/main/java", 300)).isEmpty();
        assertThat(longerThan("src/test/java", 500)).isEmpty();
    }

    @Test
    void packagesAreNouns() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())
                    .map(name -> name.toLowerCase(Locale.ROOT))).doesNotContainAnyElementsOf(BANNED_FOLDERS);
        }
    }

    private static List<Path> longerThan(String root, int lines) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).filter(file -> {
                try (Stream<String> content = Files.lines(file)) {
                    return content.count() > lines;
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }).toList();
        }
    }
}
