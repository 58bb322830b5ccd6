package dev.likeness.generation.engine;

import dev.likeness.common.file.PrivateFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where native libraries are unpacked to: where the operator says, else below the user's home, else, where that cannot be
 * written or lets no program run, in the data folder.
 */
final class NativesFolder {

    /** Of JavaCPP, which reads it once. */
    static final String SETTING = "org.bytedeco.javacpp.cachedir";

    private static final Logger LOG = LoggerFactory.getLogger(NativesFolder.class);

    private NativesFolder() {
    }

    static synchronized void choose(Path dataDir) {
        if (System.getProperty(SETTING) != null) {
            return;
        }
        Path usual = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
        Path instead = dataDir.resolve("natives");
        if (!runs(usual) && runs(instead)) {
            LOG.info("Native libraries are unpacked to {}, since {} does not serve for it", instead, usual);
            System.setProperty(SETTING, instead.toString());
        }
    }

    static String described() {
        return System.getProperty(SETTING, "~/.javacpp/cache");
    }

    /** Whether files can be kept and run there. Where a file system is mounted noexec no file counts as executable. */
    static boolean runs(Path folder) {
        if (!folder.isAbsolute()) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "probe", "", PrivateFolders.mode());
            try {
                return Files.isExecutable(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException _) {
            return false;
        }
    }
}
