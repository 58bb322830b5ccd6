package dev.likeness.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where bytes are kept. A key is a path of segments of {@code [A-Za-z0-9._-]} divided by slashes, none of them
 * {@code .} or {@code ..}, at most 512 characters. An object is there as a whole or not at all. Failing disks and networks surface
 * as {@link UncheckedIOException}, a store that is away for the moment as {@link StoreUnavailableException}.
 */
public interface ObjectStore {

    /** Keeps a copy of the file, in place of what was there; on return it survives a crash. */
    StoredObject put(String key, Path file, String contentType);

    /** Keeps the bytes, in place of what was there; on return they survive a crash. */
    StoredObject put(String key, byte[] bytes, String contentType);

    /** Empty when there is no such object, also when the key could not be one. */
    Optional<StoredObject> find(String key);

    /**
     * A part of the object, read as it is asked for. The caller closes it.
     *
     * @throws UncheckedIOException around {@link NoSuchFileException} when there is no such object
     * @throws IllegalArgumentException when the part lies outside the object
     */
    InputStream open(String key, long offset, long length);

    /** Removes the object if it is there. */
    void delete(String key);

    /** Removes the object of this key and all whose keys begin with it and a slash. */
    void deleteAll(String prefix);

    /** Visits every object whose key begins with the prefix and a slash, in no order; what changes meanwhile may be missed. */
    void list(String prefix, Consumer<Listed> visitor);

    /** A URL of the store's own that serves the object to whoever has it; empty where this server has to serve it. */
    default Optional<URI> presign(String key, String filename, Duration validFor) {
        return Optional.empty();
    }

    /**
     * Copies an object into a file that is not there yet; false when there is no such object, also when it goes away
     * meanwhile.
     */
    default boolean fetch(String key, Path copy) throws IOException {
        Optional<StoredObject> stored = find(key);
        if (stored.isEmpty()) {
            return false;
        }
        try (InputStream in = open(key, 0, stored.get().size())) {
            Files.copy(in, copy);
            return true;
        } catch (IOException | UncheckedIOException e) {
            if (isGone(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether a reader failed because the object is not there (any more), and not because of a disk or a network. */
    static boolean isGone(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchFileException) {
                return true;
            }
        }
        return false;
    }

    /** Removes what killed processes left behind and nobody can reach. */
    void sweep();
}
