package dev.likeness.storage.disk;

import dev.likeness.storage.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;

/** A store on the disk for tests of other rooms. */
public final class DiskStore {

    private DiskStore() {
    }

    public static ObjectStore in(Path folder, Clock clock) {
        return new FileObjectStore(folder, clock);
    }
}
