package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own that runs on a data folder, for local connections of its user {@code postgres} without a
 * password. It has no socket in the file system. Stopped by {@link #close}, or with this process.
 */
public final class Postgres implements AutoCloseable {

    static final String USER = "postgres";

    private final PostgresProcess server;
    private final int port;
    private final FileChannel lock;

    Postgres(PostgresProcess server, int port, FileChannel lock) {
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
        try {
            FileChannel lock = lock(data);
            try {
                Programs programs = new Programs(Unpacked.in(unpacked), environment);
                programs.mustRun();
                return new PostgresStart(programs, data, settings, lock).start();
            } catch (IOException | InterruptedException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", e);
        } catch (IOException e) {
            // A full disk, a program that is not installed: the machine's words, as PostgreSQL's own elsewhere.
            throw new StartRefusedException(
                    "The embedded PostgreSQL cannot be started on " + data + ": " + FileFailure.words(e) + ".",
                    "Mend what it says, or set SPRING_DATASOURCE_URL to a PostgreSQL of your own.");
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
        return server.pid();
    }

    /**
     * Until then it is stopped when this process ends. A server stops it itself, once the requests that still run are
     * answered.
     *
     * @throws StartRefusedException when this process ends already
     */
    void leaveToCaller() {
        server.leaveToCaller();
    }

    /** Told when its process has ended, whoever ended it. */
    CompletionStage<Process> end() {
        return server.end();
    }

    /** What it said of its end, once it has ended. */
    String lastWords() {
        return server.lastWords();
    }

    /** Ends connections, writes everything down and stops it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            server.stop();
        }
    }
}
