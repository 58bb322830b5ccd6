package dev.likeness.storage.disk;

import dev.likeness.storage.FilePart;
import dev.likeness.storage.Listed;
import dev.likeness.storage.ObjectKeys;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.disk.DurableFiles.Sum;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Objects as files. The bytes of key {@code a/b} lie in {@code a/b~<id>}, and {@code a/b~meta} says which id counts:
 * renaming the meta file into place is the one moment in which an object appears or is replaced. No key has a
 * {@code ~}, so no object stands in the way of another. What a crash leaves behind lies in {@code ~tmp}.
 */
final class FileObjectStore implements ObjectStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String META = "~meta";
    /** A reader that meets a replacement between meta file and data looks again. */
    private static final int TRIES = 5;

    private final Path root;
    private final DurableFiles files;
    private final Clock clock;
    /** Held for renames and deletions only, never while bytes are copied. */
    private final ReentrantLock changes = new ReentrantLock();

    /** The content of a meta file; {@code data} is the name of the file beside it. */
    private record Meta(String data, long size, String sha256, String contentType, Instant modified) {
    }

    private interface Use<T> {
        @Nullable
        T of(Meta meta, Path data) throws IOException;
    }

    FileObjectStore(Path root, Clock clock) {
        this.root = root;
        this.files = new DurableFiles(root.resolve("~tmp"));
        this.clock = clock;
        try {
            files.sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StoredObject put(String key, Path file, String contentType) {
        try (InputStream in = Files.newInputStream(file)) {
            return put(key, in, contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StoredObject put(String key, byte[] bytes, String contentType) {
        try {
            return put(key, new ByteArrayInputStream(bytes), contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredObject put(String key, InputStream in, String contentType) throws IOException {
        ObjectKeys.check(key);
        Path data = root.resolve(key + "~" + UUID.randomUUID());
        Path dataPart = files.temporary();
        Path metaPart = files.temporary();
        try {
            Sum sum = files.write(dataPart, in);
            Meta meta = new Meta(data.getFileName().toString(), sum.size(), sum.sha256(), contentType, clock.instant());
            files.write(metaPart, new ByteArrayInputStream(JSON.writeValueAsBytes(meta)));
            changes.lock();
            try {
                Meta before = meta(key);
                files.move(dataPart, data);
                files.move(metaPart, metaFile(key));
                if (before != null) {
                    Files.deleteIfExists(data.resolveSibling(before.data()));
                }
            } finally {
                changes.unlock();
            }
            return stored(key, meta);
        } finally {
            Files.deleteIfExists(dataPart);
            Files.deleteIfExists(metaPart);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return reading(key, (meta, data) -> stored(key, meta, Files.size(data)));
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        return reading(key, (meta, data) -> {
            if (offset < 0 || length < 0 || offset > meta.size() - length) {
                throw new IllegalArgumentException(length + " bytes at " + offset + " lie outside of " + key);
            }
            return FilePart.open(data, offset, length);
        }).orElseThrow(() -> new UncheckedIOException(new NoSuchFileException(key)));
    }

    private <T> Optional<T> reading(String key, Use<T> use) {
        for (int i = 0; i < TRIES; i++) {
            try {
                Meta meta = ObjectKeys.isKey(key) ? meta(key) : null;
                return meta == null ? Optional.empty() : Optional.ofNullable(use.of(meta, dataFile(key, meta)));
            } catch (NoSuchFileException e) {
                // Replaced or deleted between the meta file and its data.
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }

    @Override
    public void delete(String key) {
        ObjectKeys.check(key);
        changes.lock();
        try {
            Meta meta = meta(key);
            Files.deleteIfExists(metaFile(key));
            if (meta != null) {
                Files.deleteIfExists(dataFile(key, meta));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void deleteAll(String prefix) {
        String key = ObjectKeys.check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
        changes.lock();
        try {
            delete(key);
            files.deleteTree(root.resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void list(String prefix, Consumer<Listed> visitor) {
        Path folder = root.resolve(ObjectKeys.check(prefix));
        if (!Files.isDirectory(folder)) {
            return;
        }
        visit(folder, file -> {
            String name = root.relativize(file).toString().replace(File.separatorChar, '/');
            if (name.endsWith(META)) {
                visitor.accept(new Listed(name.substring(0, name.length() - META.length()),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        });
    }

    /** A process that died between the two renames of a put left bytes that no meta file names. */
    @Override
    public void sweep() {
        Instant old;
        try {
            files.sweep();
            old = files.abandonedBefore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        visit(root, file -> {
            String name = String.valueOf(file.getFileName());
            int tilde = name.indexOf('~');
            if (tilde <= 0 || name.endsWith(META) || !DurableFiles.isBefore(file, old)) {
                return;
            }
            String key = root.relativize(file.resolveSibling(name.substring(0, tilde))).toString()
                    .replace(File.separatorChar, '/');
            changes.lock();
            try {
                Meta meta = meta(key);
                if (meta == null || !meta.data().equals(name)) {
                    Files.deleteIfExists(file);
                }
            } finally {
                changes.unlock();
            }
        });
    }

    private interface Visit {
        void of(Path file) throws IOException;
    }

    /** What disappears while it is walked is passed over. */
    private static void visit(Path folder, Visit visit) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    try {
                        visit.of(file);
                    } catch (NoSuchFileException _) {
                        return FileVisitResult.CONTINUE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path metaFile(String key) {
        return root.resolve(key + META);
    }

    private Path dataFile(String key, Meta meta) {
        return metaFile(key).resolveSibling(meta.data());
    }

    private @Nullable Meta meta(String key) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(metaFile(key)), Meta.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Nothing when the file on the disk is not what was written. */
    private static @Nullable StoredObject stored(String key, Meta meta, long sizeOnDisk) {
        return sizeOnDisk == meta.size() ? stored(key, meta) : null;
    }

    private static StoredObject stored(String key, Meta meta) {
        return new StoredObject(key, meta.size(), meta.sha256(), meta.contentType(), meta.modified());
    }
}
