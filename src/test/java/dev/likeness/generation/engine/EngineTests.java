package dev.likeness.generation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.Unavailable;
import dev.likeness.common.file.NetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Machines that cannot run the engine. */
@ExtendWith(OutputCaptureExtension.class)
class EngineTests {

    private final Portraits portraits = mock(Portraits.class);
    private final IdentityVideos videos = mock(IdentityVideos.class);
    private final Engine engine = new Engine(portraits, videos, Path.of("target"));

    @TempDir
    private Path folder;

    @Test
    void librariesThatCannotBeLoadedAreToldOnceInALineAndMakeBuildsWait(CapturedOutput log) {
        UnsatisfiedLinkError outer = new UnsatisfiedLinkError("no jniopencv_core in java.library.path");
        outer.initCause(new UnsatisfiedLinkError("libjniopencv.so: failed to map segment from shared object"));
        doThrow(outer).doThrow(new NoClassDefFoundError("Could not initialize class")).when(portraits).load();
        assertThat(engine.works()).isTrue();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(engine::load).isInstanceOf(Unavailable.class).hasMessageContaining("failed to map");
        }
        assertThat(engine.works()).isFalse();
        assertThat(log.getOut().lines().filter(line -> line.contains("does not work on this machine")))
                .singleElement().asString()
                .contains("failed to map segment", "-Dorg.bytedeco.javacpp.cachedir=DIR");
        assertThat(log.getOut()).doesNotContain("\tat ");
    }

    @Test
    void aDamagedNetIsNoLibrary(CapturedOutput log) {
        doThrow(new NetException("/models/a.tflite is missing")).when(portraits).load();
        assertThatThrownBy(engine::load).isInstanceOf(Unavailable.class).hasMessageContaining("a.tflite is missing");
        assertThat(log.getOut()).contains("(/models/a.tflite is missing). Install this program anew")
                .doesNotContain("libraries");
    }

    @Test
    void worksAgainWhenWhatItLackedIsThere() throws IOException {
        doThrow(new IOException("No space left on device")).doNothing().when(videos).load();
        assertThatThrownBy(engine::load).hasMessage("No space left on device");
        engine.load();
        assertThat(engine.works()).isTrue();
        doThrow(new AssertionError("loaded twice")).when(portraits).load();
        engine.load();
        doNothing().when(portraits).load();
    }

    @Test
    void whatPassesIsOverWithoutAnybodyWhoOrders(CapturedOutput log) throws IOException {
        doThrow(new IOException("No space left on device")).doThrow(new IOException("Permission denied"))
                .doThrow(new IOException("Permission denied")).doNothing().when(videos).load();
        Engine idle = new Engine(portraits, videos, Path.of("target"), Duration.ofMillis(1));
        idle.whenReady();
        await().atMost(Duration.ofMinutes(1)).until(() -> log.getOut().contains("works now"));
        assertThat(idle.works()).isTrue();
        assertThat(log.getOut().lines().filter(line -> line.contains("does not work on this machine"))).hasSize(2);
    }

    @Test
    void aFolderServesWhenFilesInItCanBeRun() throws IOException {
        assertThat(NativesFolder.runs(folder.resolve("a/b"))).isTrue();
        assertThat(folder.resolve("a/b")).isEmptyDirectory();
        assertThat(NativesFolder.runs(Files.writeString(folder.resolve("file"), ""))).isFalse();
        assertThat(NativesFolder.runs(Path.of("?/.javacpp/cache"))).isFalse();
    }
}
