package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own that runs on a data folder, for local connections of its user {@code postgres} without a
 * password. It has no socket in the file system. Stopped by {@link #close}.
 */
public final class Postgres implements AutoCloseable {

    static final String USER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final int STOP_SECONDS = 30;

    private final Programs programs;
    private final Path data;
    private final Programs.Running server;
    private final int port;
    private final FileChannel lock;

    Postgres(Programs programs, Path data, Programs.Running server, int port, FileChannel lock) {
        this.programs = programs;
        this.data = data;
        this.server = server;
        this.port = port;
        this.lock = lock;
    }

    /**
     * Starts one, whose database is made when the folder has none.
     *
     * @param unpacked where its programs lie or are unpacked to: a folder that nobody else may write
     * @param data its folder, which belongs to one PostgreSQL at a time
     * @param settings of the server, which hold over the folder's own
     * @throws StartRefusedException why it cannot, in PostgreSQL's own words where it has any
     */
    public static Postgres start(Path unpacked, Path data, Map<String, String> settings) throws IOException {
        return start(unpacked, data, settings, System.getenv());
    }

    static Postgres start(Path unpacked, Path data, Map<String, String> settings, Map<String, String> environment)
            throws IOException {
        FileChannel lock = lock(data);
        try {
            Programs programs = new Programs(Unpacked.in(unpacked), environment);
            programs.mustRun();
            return new PostgresStart(programs, data, settings, lock).start();
        } catch (InterruptedException e) {
            lock.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", e);
        } catch (IOException e) {
            lock.close();
            // A full disk, a program that is not installed: the machine's words, as PostgreSQL's own elsewhere.
            throw new StartRefusedException(
                    "The embedded PostgreSQL cannot be started on " + data + ": " + e.getMessage()
                            + ".",
                    "Mend what it says, or set SPRING_DATASOURCE_URL to a PostgreSQL of your own.");
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Beside the folder, not in it: initdb wants an empty one. Gone with this process, however it ends. */
    private static FileChannel lock(Path data) throws IOException {
        FileChannel channel = FileChannel.open(data.resolveSibling(data.getFileName() + "-lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartRefusedException(
                    "The data folder " + data.resolveSibling("") + " is in use by another Likeness server.",
                    "Stop that server, or start this one with LIKENESS_DATA_DIR set to another folder.");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // By somebody in this process.
            return null;
        }
    }

    /** The JDBC address of its first database. */
    public String url() {
        return url("postgres");
    }

    /** The JDBC address of one of its databases. */
    public String url(String database) {
        return url(port, database);
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    long pid() {
        return server.process().pid();
    }

    /** Told when its process has ended, whoever ended it. */
    CompletionStage<Process> end() {
        return server.process().onExit();
    }

    /** What it complained of last. */
    String lastWords() {
        return server.said().last();
    }

    /** Ends connections, writes everything down and stops it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (!server.process().isAlive()) {
                return;
            }
            stop(programs, data, "fast");
            server.process().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            LOG.warn("The embedded PostgreSQL did not stop within {} s and is killed; its next start recovers",
                    STOP_SECONDS);
            server.process().destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** Tells the PostgreSQL of that folder to stop, without waiting for it. */
    static void stop(Programs programs, Path data, String mode) throws IOException, InterruptedException {
        Programs.Outcome told = programs.run(Programs.prefix(), "pg_ctl",
                List.of("-D", data.toString(), "-m", mode, "-W", "stop"));
        if (told.failed()) {
            LOG.warn("The embedded PostgreSQL could not be told to stop: {}", told.last());
        }
    }
}
