package dev.likeness.generation.input;

import dev.likeness.common.file.PrivateFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Folders for files of running builds. What a killed process left is removed at a start, a day later: in containers on
 * one data folder, as in a rolling restart, another's process id says nothing.
 */
@Component
public class WorkFolders implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);
    /** Longer than any build. */
    private static final Duration ABANDONED = Duration.ofDays(1);
    /** Of this process: several contexts of one test run share it. */
    private static final String RUN = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private final Path root;

    public WorkFolders(@Value("${likeness.data-dir:./var}") Path data) {
        this.root = data.toAbsolutePath().normalize().resolve("work");
    }

    public Path create() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(root.resolve(RUN)), "build-");
    }

    public static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", folder, e.toString());
        }
    }

    @Override
    public void afterPropertiesSet() {
        try {
            Path ours = PrivateFolders.make(PrivateFolders.make(root).resolve(RUN));
            // By the clock of the file system, which another machine may share.
            Instant old = Files.getLastModifiedTime(ours).toInstant().minus(ABANDONED);
            try (var folders = Files.list(root)) {
                folders.filter(folder -> isOlder(folder, old)).forEach(WorkFolders::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path folder, Instant moment) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(moment);
        } catch (IOException _) {
            // Another start removed it.
            return false;
        }
    }
}
