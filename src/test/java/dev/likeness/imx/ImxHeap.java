package dev.likeness.imx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program of its own, so that its heap can be small: writes, verifies and upgrades a large file. */
public final class ImxHeap {

    private ImxHeap() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long megabytes = Long.parseLong(args[1]);
        Path large = folder.resolve("large.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(megabytes << 20);
        }
        Path target = folder.resolve("large.imx");
        long start = System.nanoTime();
        new ImxWriter().add("large.bin", large).write(target, ImxFixture.manifest());
        long written = System.nanoTime();
        try (ImxFile file = ImxFile.open(target)) {
            file.verify();
        }
        long verified = System.nanoTime();
        ImxUpgrade.run(target, target);
        System.out.printf("%d MB in a heap of %d MB: written at %d MB/s, verified at %d MB/s%n", megabytes,
                Runtime.getRuntime().maxMemory() >> 20, rate(megabytes, written - start),
                rate(megabytes, verified - written));
        Files.delete(target);
        Files.delete(large);
    }

    private static long rate(long megabytes, long nanos) {
        return megabytes * 1000 / Math.max(1, Duration.ofNanos(nanos).toMillis());
    }
}
