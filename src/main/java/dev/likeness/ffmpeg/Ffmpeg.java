package dev.likeness.ffmpeg;

import dev.likeness.common.Once;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/**
 * The ffmpeg executable that comes with the jars. It is linked to the sound server's client library (libpulse) for
 * devices that are never used here, and bare servers do not have it; there the program starts with a stand-in.
 */
public final class Ffmpeg {

    /** Of the processor; twice what callers wait, and it counts when there is no server left to end the process. */
    private static final int SECONDS = 60;
    /** For a program that does nothing; on a disk that is slow to read it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Kilobytes of address space; the program itself, its libraries and stacks take half of it. */
    private static final String CONFINED = "ulimit -v 600000; ulimit -f 0; ulimit -c 0; ulimit -t ";

    private record Installed(String executable, Map<String, String> environment) {
    }

    private static final Once<Installed> INSTALLED = new Once<>(Ffmpeg::install);

    private Ffmpeg() {
    }

    /** That the program is there and runs on this machine. */
    public static void check() throws IOException {
        check(with(List.of("-version")), PATIENCE);
    }

    /** Whoever is interrupted meanwhile learns it afterwards: that says nothing about the program. */
    static void check(ProcessBuilder version, Duration patience) throws IOException {
        Process process = version.redirectErrorStream(true).start();
        try {
            // What it says fits into the pipe.
            process.onExit().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).join();
        } catch (CompletionException _) {
            process.destroyForcibly();
            throw new IOException("ffmpeg does not answer within " + patience.toSeconds() + " s");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException("ffmpeg does not run: " + said.lines().findFirst().orElse(""));
        }
    }

    /** A process that is yet to be started. */
    public static ProcessBuilder with(List<String> arguments) {
        return started(List.of(), arguments);
    }

    /**
     * As {@link #with}, for what strangers sent. On Linux the process has nothing of the server's environment, little
     * memory and a minute of the processor, and cannot write a file: its results come through its output. Elsewhere only
     * the arguments confine it.
     */
    public static ProcessBuilder confined(List<String> arguments) {
        return confined(arguments, SECONDS);
    }

    static ProcessBuilder confined(List<String> arguments, int seconds) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return with(arguments);
        }
        ProcessBuilder builder = started(List.of("/bin/sh", "-c", CONFINED + seconds + "; exec \"$0\" \"$@\""),
                arguments);
        builder.environment().clear();
        builder.environment().putAll(INSTALLED.get().environment);
        // One arena for all threads: each of its own would reserve 64 MB of the address space.
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return builder;
    }

    private static ProcessBuilder started(List<String> before, List<String> arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(INSTALLED.get().executable);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(INSTALLED.get().environment);
        return builder;
    }

    private static Installed install() {
        try {
            String executable = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
            // The program finds the libraries beside it; those find what they need in turn only by this.
            return new Installed(executable,
                    Map.of("LD_LIBRARY_PATH", String.valueOf(Path.of(executable).toAbsolutePath().getParent())));
        } catch (UnsatisfiedLinkError missing) {
            try {
                return installBare();
            } catch (IOException e) {
                e.addSuppressed(missing);
                throw new UncheckedIOException("ffmpeg could not be unpacked", e);
            }
        }
    }

    /** The failed attempt has unpacked the libraries; what lacks is the program and something that is called libpulse. */
    private static Installed installBare() throws IOException {
        File unpacked = Loader.cacheResource(org.bytedeco.ffmpeg.ffmpeg.class,
                "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/ffmpeg");
        if (unpacked == null || !unpacked.setExecutable(true)) {
            throw new IOException("no ffmpeg for " + Loader.getPlatform());
        }
        Path home = unpacked.getAbsoluteFile().toPath().resolveSibling(".").normalize();
        Path standIn = Files.createDirectories(home.resolve("stand-in"));
        Path library = standIn.resolve("libpulse.so.0");
        if (!Files.exists(library)) {
            // Any library without named versions does: nothing of it is ever called.
            Path part = Files.createTempFile(standIn, "libpulse", ".part");
            try {
                Files.copy(home.resolve("libdrm.so.2"), part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return new Installed(unpacked.getPath(), Map.of("LD_LIBRARY_PATH", home + File.pathSeparator + standIn));
    }
}
