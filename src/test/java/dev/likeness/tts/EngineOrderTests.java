package dev.likeness.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import dev.likeness.voice.kokoro.InstalledPack;
import dev.likeness.voice.speak.Speaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Who speaks English on a machine with and without the pack. */
@ExtendWith(OutputCaptureExtension.class)
class EngineOrderTests {

    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withUserConfiguration(Configured.class);

    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(TtsProperties.class)
    @Import(EngineOrder.class)
    static class Configured {
    }

    @Test
    void hibariSpeaksWhereNoPackIsInstalled(CapturedOutput output) {
        server.run(started -> assertThat(english(started.getBean(Speaker.class))).isEqualTo("hibari"));

        assertThat(output).doesNotContain("src/scripts/voices");
    }

    @Test
    void hibariSpeaksWhereThePackIsMissingAndTheLogSaysHowToGetIt(CapturedOutput output) {
        String absent = folder.resolve("absent").toString();
        server.withPropertyValues("likeness.tts.kokoro=" + absent)
                .run(started -> assertThat(english(started.getBean(Speaker.class))).isEqualTo("hibari"));

        assertThat(output).contains(" is missing. Fetch them with src/scripts/voices " + absent);
    }

    @Test
    void hibariSpeaksWhereAFileOfThePackIsAnotherAndTheLogNamesIt(CapturedOutput output) throws IOException {
        for (String name : InstalledPack.files()) {
            Files.writeString(folder.resolve(name), "a page that says 404");
        }
        server.withPropertyValues("likeness.tts.kokoro=" + folder)
                .run(started -> assertThat(english(started.getBean(Speaker.class))).isEqualTo("hibari"));

        assertThat(output.toString().lines().filter(line -> line.contains("src/scripts/voices")))
                .singleElement().asString().contains(" is damaged, or of another release");
    }

    @Test
    void peopleOfTheInstalledPackSpeakBeforeHibari() {
        server.withPropertyValues("likeness.tts.kokoro=" + InstalledPack.folder())
                .run(started -> assertThat(english(started.getBean(Speaker.class))).isEqualTo("kokoro"));
    }

    @Test
    void anotherServerSpeaksFirstWhereItIsToldTo() {
        server.withPropertyValues("likeness.tts.remote.url=http://localhost:1/it's/v1",
                "likeness.tts.remote.first=true",
                "likeness.tts.remote.voices.m1=onyx").run(started -> {
                    assertThat(english(started.getBean(Speaker.class))).isEqualTo("openai");
                    assertThat(started.getBean(TtsProperties.class).remote().voices())
                            .containsExactly(entry(Voice.M1, "onyx"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote.url=localhost:8000/v1", "patience=0s", "retry-after=-1s", "saved-voices=-1"})
    void aSettingThatCannotWorkStopsTheStart(String setting) {
        server.withPropertyValues("likeness.tts." + setting).run(started -> assertThat(started).hasFailed());
    }

    private static String english(Speaker speaker) {
        Manner manner = new Manner(Voice.M1, Tuning.NONE, "en-US");
        return speaker.engine(manner).map(SpeechEngine::name).orElseThrow();
    }
}
