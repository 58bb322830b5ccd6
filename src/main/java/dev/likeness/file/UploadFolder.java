package dev.likeness.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where uploads lie while they arrive. Files are readable by the server's user alone, and gone when the request ends. */
@Component
class UploadFolder {

    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);
    private static final String PREFIX = ProcessHandle.current().pid() + "-";

    private final Path root;

    UploadFolder(@Value("${likeness.data-dir:./var}") Path data) {
        this.root = data.toAbsolutePath().normalize().resolve("uploads");
        removeLeftBehind();
    }

    Path newFile() {
        try {
            return Files.createTempFile(Files.createDirectories(root), PREFIX, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", file, e.toString());
        }
    }

    /** Of processes that are no more. In a container every one has the same number, and then it is no longer us. */
    private void removeLeftBehind() {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> left = Files.list(root)) {
            files = left.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path file : files) {
            String pid = String.valueOf(file.getFileName()).replaceAll("-.*", "");
            boolean alive = pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
            if (!alive || isOlderThanThisProcess(file)) {
                delete(file);
            }
        }
    }

    private static boolean isOlderThanThisProcess(Path file) {
        try {
            return String.valueOf(file.getFileName()).startsWith(PREFIX) && ProcessHandle.current().info()
                    .startInstant().map(start -> isBefore(file, start)).orElse(false);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isBefore(Path file, java.time.Instant start) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
