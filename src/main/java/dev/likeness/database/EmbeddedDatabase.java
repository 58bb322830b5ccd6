package dev.likeness.database;

import dev.likeness.common.PrivateFolders;
import dev.likeness.common.StartRefusedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The PostgreSQL that comes with the server: its data are kept under {@code <data-dir>/postgres} with fsync on, since
 * it holds the books. {@code SPRING_DATASOURCE_URL} switches it off in favour of that database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", havingValue = "embedded", matchIfMissing = true)
public class EmbeddedDatabase {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    /** Of postmaster.pid, from 0. */
    private static final int PORT_LINE = 3;
    /** Not 0: a supervisor starts the server again. */
    private static final int DATABASE_LOST = 1;

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(@Value("${likeness.data-dir}") Path dataDir) throws IOException {
        return start(dataDir.toAbsolutePath().normalize());
    }

    /** Spring closes before the process ends, which gives running requests their time. */
    @Bean
    static DatabaseWatch databaseWatch(EmbeddedPostgres postgres, @Value("${likeness.data-dir}") Path dataDir)
            throws IOException {
        // Not the library's process, which is a helper that ends when PostgreSQL has started.
        Path data = data(dataDir.toAbsolutePath().normalize());
        ProcessHandle database = serving(Files.readAllLines(data.resolve("postmaster.pid")), data)
                .orElseThrow(() -> new IllegalStateException(postgres + " has ended"));
        return new DatabaseWatch(database.onExit(), () -> System.exit(DATABASE_LOST));
    }

    /** Where the database of that data folder lies. */
    public static Path data(Path home) {
        return home.resolve("postgres");
    }

    /** Starts the database of that data folder, whose caller then owns it. */
    public static EmbeddedPostgres start(Path home) throws IOException {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw unusable(home);
        }
        if (!Files.isWritable(home)) {
            throw unusable(home);
        }
        Path programs;
        try {
            programs = PrivateFolders.make(home.resolve("postgres-bin")).resolve("unpacked");
        } catch (IOException e) {
            throw unusable(home);
        }
        try {
            return EmbeddedPostgres.builder().setDataDirectory(data(home)).setCleanDataDirectory(false)
                    // The library lets everybody write into that folder: the one above it must let nobody in.
                    .setOverrideWorkingDirectory(programs.toFile())
                    // Else it stops while Spring still drains its requests.
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on").setServerConfig("max_connections", "100")
                    .setDataDirectoryCustomizer(data -> stopOrphan(data.toPath())).start();
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).contains("could not lock")) {
                throw new StartRefusedException("The data folder " + home + " is in use by another Likeness server.",
                        "Stop that server, or start this one with LIKENESS_DATA_DIR set to another folder.");
            }
            throw e;
        }
    }

    private static StartRefusedException unusable(Path home) {
        return new StartRefusedException("The data folder " + home + " cannot be written by this user.",
                "Give the folder to this user, or set LIKENESS_DATA_DIR to another one.");
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return postgres.getJdbcUrl("postgres", "postgres");
            }
        };
    }

    /** The port of the database of that data folder, when it runs. */
    public static OptionalInt runningPort(Path home) throws IOException {
        Path pidFile = data(home).resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return OptionalInt.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return serving(lines, data(home)).isPresent()
                    ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).trim()))
                    : OptionalInt.empty();
        } catch (NumberFormatException | IndexOutOfBoundsException | NoSuchElementException e) {
            throw new IOException(pidFile + " is not one of PostgreSQL's", e);
        }
    }

    private static Optional<ProcessHandle> serving(List<String> pidFile, Path data) {
        return ProcessHandle.of(Long.parseLong(pidFile.getFirst().trim())).filter(process -> serves(process, data));
    }

    /** The number in an old file may by now be another process's, even another PostgreSQL's. */
    private static boolean serves(ProcessHandle process, Path data) {
        return process.info().command().orElse("").contains("postgres")
                && List.of(process.info().arguments().orElse(new String[0])).contains(data.toString());
    }

    /** A killed server leaves its PostgreSQL running. The lock on the folder is ours by now, so nobody else uses it. */
    private static void stopOrphan(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            ProcessHandle orphan = serving(lines, data).orElse(null);
            if (orphan == null) {
                return;
            }
            log.info("Stopping the PostgreSQL that a killed server left behind (process {})", orphan.pid());
            orphan.destroy();
            orphan.onExit().get(30, TimeUnit.SECONDS);
        } catch (IOException | NumberFormatException | ExecutionException e) {
            throw new IllegalStateException("could not stop the PostgreSQL of a killed server", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the PostgreSQL of a killed server did not stop within 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
