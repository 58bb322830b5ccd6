package dev.likeness.storage.disk;

import dev.likeness.common.Digests;
import dev.likeness.common.file.PrivateFile;
import dev.likeness.common.file.PrivateFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Files that are whole or absent after a crash: written elsewhere, forced to the disk, then renamed. */
final class DurableFiles {

    /** Longer than any copy takes, so that a running node's files are left alone by one that starts. */
    private static final Duration ABANDONED = Duration.ofDays(2);
    /** Elsewhere a folder cannot be opened, so nothing can force its names to the disk. */
    private static final boolean FORCES_FOLDERS = FileSystems.getDefault().supportedFileAttributeViews()
            .contains("posix");
    /** Uploads and avatars are nobody's business on a machine with other users. */
    private static final FileAttribute<?>[] PRIVATE_FILE = PrivateFile.mode();
    private static final FileAttribute<?>[] PRIVATE_FOLDER = PrivateFolders.mode();

    private final Path temporary;

    /** @param sha256 lower-case hex */
    record Sum(long size, String sha256) {
    }

    DurableFiles(Path temporary) {
        this.temporary = temporary;
    }

    /** A name nobody else uses, on the same file system as the objects. */
    Path temporary() throws IOException {
        return Files.createDirectories(temporary, PRIVATE_FOLDER).resolve(UUID.randomUUID().toString());
    }

    /** An empty file under such a name. */
    Path create() throws IOException {
        return Files.createFile(temporary(), PRIVATE_FILE);
    }

    /** Writes a new file down to the disk. */
    Sum write(Path file, InputStream in) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), PRIVATE_FILE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            long size = in.transferTo(out);
            channel.force(true);
            return new Sum(size, Digests.hex(digest));
        }
    }

    /** Renames into place, in place of what was there; the new name survives a crash. */
    void move(Path from, Path to) throws IOException {
        Path folder = to.resolveSibling("").toAbsolutePath();
        Path top = temporary.resolveSibling("").toAbsolutePath();
        boolean newFolders = !Files.isDirectory(folder);
        Files.createDirectories(folder, PRIVATE_FOLDER);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder);
        // The names of new folders must survive, too.
        Path above = folder;
        while (newFolders && !above.equals(top)) {
            above = above.resolveSibling("");
            force(above);
        }
    }

    private static void force(Path folder) throws IOException {
        if (FORCES_FOLDERS) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Removes what a crash left behind long ago. */
    void sweep() throws IOException {
        Instant old = abandonedBefore();
        List<Path> left;
        try (Stream<Path> files = Files.list(temporary)) {
            left = files.toList();
        }
        for (Path file : left) {
            if (isBefore(file, old)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** By the clock of the disk, which no sandbox moves and all nodes share. It costs a file: ask once for a sweep. */
    Instant abandonedBefore() throws IOException {
        Path probe = create();
        try {
            return Files.getLastModifiedTime(probe).toInstant().minus(ABANDONED);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** False for a file that is gone. */
    static boolean isBefore(Path file, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
