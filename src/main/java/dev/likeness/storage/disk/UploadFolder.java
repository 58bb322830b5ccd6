package dev.likeness.storage.disk;

import dev.likeness.common.file.PrivateFolders;
import dev.likeness.web.body.ArrivingFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where bytes lie on this machine while they arrive, whichever store keeps them then: readable by the server's user
 * alone, and gone when the request ends. What killed processes left goes by its age and not by their numbers, because
 * containers that share the folder number theirs alike.
 */
@Component
public final class UploadFolder implements ArrivingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);

    private final DurableFiles files;

    public UploadFolder(@Value("${likeness.data-dir:./var}") Path data) {
        Path uploads = data.toAbsolutePath().normalize().resolve("uploads");
        try {
            PrivateFolders.make(uploads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.files = new DurableFiles(uploads);
        sweep();
    }

    @Override
    public Path newFile() {
        try {
            return files.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", file, e.toString());
        }
    }

    /** Removes what nobody has written to for days. */
    void sweep() {
        try {
            files.sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
