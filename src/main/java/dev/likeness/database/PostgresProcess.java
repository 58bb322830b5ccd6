package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a PostgreSQL from its first moment on. It is in a session of its own, so nothing that ends this process
 * ends it too: it is stopped at the JVM's end, until somebody else sees to that.
 */
final class PostgresProcess {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);
    private static final int STOP_SECONDS = 30;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Programs programs;
    private final Path data;
    private final Programs.Running running;
    private final Thread atExit = Thread.ofPlatform().name("postgres-stop").unstarted(this::exit);
    private volatile boolean exiting;

    private PostgresProcess(Programs programs, Path data, Programs.Running running) {
        this.programs = programs;
        this.data = data;
        this.running = running;
    }

    /** @param running the server of that folder, just started */
    static PostgresProcess of(Programs programs, Path data, Programs.Running running) throws IOException {
        PostgresProcess process = new PostgresProcess(programs, data, running);
        try {
            Runtime.getRuntime().addShutdownHook(process.atExit);
        } catch (IllegalStateException _) {
            process.exiting = true;
            process.stop();
            throw calledOff();
        }
        return process;
    }

    /**
     * From now on the caller stops it, also when this process ends: then requests may still be answered, and those that
     * stop this one would not wait for them.
     */
    void leaveToCaller() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            throw calledOff();
        }
    }

    private void exit() {
        exiting = true;
        try {
            stop();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL could not be stopped", e);
        }
    }

    /** Ends connections, writes everything down and stops it. Who comes second waits for the first. */
    synchronized void stop() throws IOException {
        try {
            if (running.process().isAlive()) {
                tell();
                running.process().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            }
            if (!exiting) {
                Runtime.getRuntime().removeShutdownHook(atExit);
            }
        } catch (TimeoutException _) {
            LOG.warn("The embedded PostgreSQL did not stop within {} s and is killed; its next start recovers",
                    STOP_SECONDS);
            running.process().destroyForcibly();
        } catch (InterruptedException e) {
            running.process().destroy();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (IllegalStateException _) {
            // The JVM ends, and its hook finds nothing left to do.
        }
    }

    /** Until its own number is in the lock file, another's may be, to whom pg_ctl would talk. */
    private void tell() throws IOException, InterruptedException {
        boolean named = PidFile.in(data).filter(file -> file.pid() == pid()).isPresent();
        if (!named || !programs.stop(data)) {
            running.process().destroy();
        }
    }

    /** What the start that is not done is told when this process ends. */
    void refuseWhenExiting() {
        if (exiting) {
            throw calledOff();
        }
    }

    private static StartRefusedException calledOff() {
        return new StartRefusedException("This process was told to end while its PostgreSQL started.",
                "Start it again.");
    }

    long pid() {
        return running.process().pid();
    }

    Programs.Running running() {
        return running;
    }

    /** Told when it has ended, whoever ended it. */
    CompletableFuture<Process> end() {
        return running.process().onExit();
    }

    /** What it said of its end, once it has ended. */
    String lastWords() {
        try {
            running.said().awaitEnd(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running.said().lastWords();
    }
}
