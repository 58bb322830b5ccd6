package dev.likeness.web.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a test that arrive. */
public record Folder(Path path) implements ArrivingFiles {

    @Override
    public Path newFile() {
        try {
            return Files.createTempFile(path, "part", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
