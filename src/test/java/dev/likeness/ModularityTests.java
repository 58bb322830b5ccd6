package dev.likeness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The picture of the README, held: packages use only what their package-info declares, and nothing in a circle. */
class ModularityTests {

    private static final Path ROOT = Path.of("src/main/java/dev/likeness");

    @Test
    void packagesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(Likeness.class).verify();
    }

    @Test
    void noPackageUsesItselfInACircle() {
        slices().matching("dev.likeness.(**)").should().beFreeOfCycles()
                .check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.likeness"));
    }

    @Test
    void librariesKnowNoSpring() {
        noClasses().that().resideInAnyPackage("..avatar..", "..avatarfile..", "..imx..", "..voice..", "..ffmpeg..",
                "..media..").and()
                .doNotHaveSimpleName("package-info").should().dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.likeness"));
    }

    @Test
    void everyPackageSaysWhatItOwns() throws IOException {
        try (Stream<Path> folders = Files.walk(ROOT)) {
            List<Path> packages = folders.filter(Files::isDirectory).toList();
            assertThat(packages).isNotEmpty().allSatisfy(folder -> {
                Path info = folder.resolve("package-info.java");
                assertThat(info).exists();
                assertThat(Files.readString(info)).startsWith("/**").contains("@NullMarked");
            });
        }
    }

    @Test
    void everyModuleSaysWhatItMayUse() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            assertThat(folders.filter(Files::isDirectory).toList()).isNotEmpty()
                    .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                            .contains("@ApplicationModule(allowedDependencies = "));
        }
    }
}
