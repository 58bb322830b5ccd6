package dev.likeness.storage.s3;

import dev.likeness.storage.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A store in S3 whose network fails when the test says so. */
public final class FaultyS3 implements AutoCloseable {

    private final S3Server server;
    private final FaultyLink link;
    private S3ObjectStore store;

    public FaultyS3(Path folder) throws Exception {
        server = new S3Server(Files.createDirectory(folder.resolve("s3")));
        link = new FaultyLink(server.port());
        store = open();
    }

    private S3ObjectStore open() {
        return S3Clients.store(server.settings(link.port(), false, Duration.ofSeconds(10)),
                Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
    }

    /** Valid until the network changes. */
    public ObjectStore store() {
        return store;
    }

    public void away() {
        fail(FaultyLink.Fault.REFUSE, 0);
    }

    public void back() {
        link.fail(FaultyLink.Fault.REFUSE, 0);
    }

    /** Goes away for good when so many bytes have come. */
    public void awayAfter(int bytes) {
        fail(FaultyLink.Fault.CUT_AND_REFUSE, bytes);
    }

    private void fail(FaultyLink.Fault fault, int after) {
        // Kept connections would hide the fault.
        store.close();
        store = open();
        link.fail(fault, 1_000_000, after);
    }

    @Override
    public void close() throws Exception {
        store.close();
        link.close();
        server.close();
    }
}
