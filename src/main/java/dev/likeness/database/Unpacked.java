package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, out of the one archive that is packed for this platform. */
final class Unpacked {

    private static final boolean POSIX = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private Unpacked() {
    }

    /**
     * The folder with the programs below the given one; unpacked when it is not there, at the cost of two seconds. What
     * else lies in that folder is of other versions and goes.
     */
    static Path in(Path folder) throws IOException {
        URL archive = archive();
        Path home = folder.resolve("postgres-" + version(archive));
        return Files.isDirectory(home) ? home : make(archive, home, folder);
    }

    private static synchronized Path make(URL archive, Path home, Path folder) throws IOException {
        Path lock = folder.resolve("lock");
        try (FileChannel one = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            one.lock();
            if (Files.isDirectory(home)) {
                return home;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path other : files.filter(file -> !file.equals(lock)).toList()) {
                    delete(other);
                }
            }
            Path part = Files.createDirectory(folder.resolve("part"));
            try (InputStream packed = archive.openStream()) {
                unpack(packed, part);
            }
            return Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static URL archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os;
        boolean arm = List.of("aarch64", "arm64").contains(System.getProperty("os.arch"));
        String name = "postgres-" + system + (arm ? "-arm_64" : "-x86_64") + ".txz";
        URL archive = Unpacked.class.getResource("/" + name);
        if (archive == null) {
            throw new StartRefusedException("This build of Likeness brings no PostgreSQL for this machine (" + name
                    + ").",
                    "Build it on a machine of the same kind, or set SPRING_DATASOURCE_URL to a PostgreSQL of"
                            + " your own.");
        }
        return archive;
    }

    /** The archive's check sum, which its jar knows: to compute one would cost each start. */
    private static String version(URL archive) throws IOException {
        return archive.openConnection() instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : "unpacked";
    }

    private static void unpack(InputStream packed, Path home) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (@Nullable
            TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("odd name in the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    if (POSIX && program) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    /** That file or folder with all that is in it; links are not followed. */
    static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
