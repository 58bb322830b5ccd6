package dev.likeness.voice.kokoro;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** The pack of this machine, for tests that run only where there is one. */
public final class InstalledPack {

    private static final String PROPERTY = "likeness.test.kokoro";

    private InstalledPack() {
    }

    /** Where it is; a test is skipped without. */
    public static Path folder() {
        String folder = System.getProperty(PROPERTY, "");
        Assumptions.assumeFalse(folder.isBlank(),
                "no Kokoro pack: fetch one with src/scripts/voices FOLDER and run with -D" + PROPERTY + "=FOLDER");
        return Path.of(folder);
    }

    /** The names of its files. */
    public static Set<String> files() {
        return KokoroPack.sums().keySet();
    }
}
