package dev.likeness.web.body;

import java.nio.file.Path;

/** Where bytes lie while they arrive. Implemented by storage. */
public interface ArrivingFiles {

    /** An empty file of the caller's, who deletes it. */
    Path newFile();

    void delete(Path file);
}
