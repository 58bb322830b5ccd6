package dev.likeness.common.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders that are nobody else's business on a machine with other users. */
public final class PrivateFolders {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolders.class);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateFolders() {
    }

    /**
     * The folder, open to its owner alone: made so with those above it, or made private when it was there. One that
     * belongs to somebody else, such as a mounted volume, stays as it is, and the log says so.
     */
    public static Path make(Path folder) throws IOException {
        Files.createDirectories(folder, mode());
        if (OwnerOnly.HAS_MODES && !Files.getPosixFilePermissions(folder).equals(OWNER)) {
            try {
                Files.setPosixFilePermissions(folder, OWNER);
            } catch (FileSystemException e) {
                LOG.warn("Other users may reach {}, whose mode cannot be changed: {}", folder, e.toString());
            }
        }
        return folder;
    }

    /** How such a folder is created. */
    public static FileAttribute<?>[] mode() {
        return OwnerOnly.mode("rwx------");
    }
}
