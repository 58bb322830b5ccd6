package dev.likeness.generation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Folders for files of running builds. What a killed process left is removed at the next start. */
@Component
class WorkFolders implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);
    /** Of this process: several contexts of one test run share it. */
    private static final String RUN = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private final Path root;

    WorkFolders(@Value("${likeness.data-dir:./var}") Path data) {
        this.root = data.toAbsolutePath().normalize().resolve("work");
    }

    Path create() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(root.resolve(RUN)), "build-");
    }

    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", folder, e.toString());
        }
    }

    @Override
    public void afterPropertiesSet() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var left = Files.list(root)) {
            left.filter(WorkFolders::isOrphan).forEach(WorkFolders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a container every run has the same process id, so ours under another name is a former run's. */
    private static boolean isOrphan(Path folder) {
        String name = String.valueOf(folder.getFileName());
        String pid = name.substring(0, Math.max(0, name.indexOf('-')));
        return !name.equals(RUN) && (!pid.matches("\\d{1,18}") || Long.parseLong(pid) == ProcessHandle.current().pid()
                || ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }
}
