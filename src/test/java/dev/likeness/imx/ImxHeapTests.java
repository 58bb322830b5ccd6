package dev.likeness.imx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of any size pass through a small heap. */
class ImxHeapTests {

    @TempDir
    Path folder;

    @Test
    void aFileLargerThanTheHeapIsWrittenVerifiedAndUpgraded() throws Exception {
        run("-Xmx16m", 64);
    }

    @Test
    @Tag("long")
    void fiveHundredMegabytesNeedSixteen() throws Exception {
        run("-Xmx16m", 500);
    }

    private void run(String heap, int megabytes) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap, "-XX:MaxDirectMemorySize=4m", "-cp", System.getProperty("java.class.path"),
                ImxHeap.class.getName(), folder.toString(), String.valueOf(megabytes))).redirectErrorStream(true)
                .start();
        try {
            String said = new String(child.getInputStream().readAllBytes());
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as(said).isZero();
            System.out.print("ImxHeapTests: " + said);
        } finally {
            child.destroyForcibly();
        }
    }
}
