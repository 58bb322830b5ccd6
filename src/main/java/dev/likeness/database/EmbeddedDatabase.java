package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import dev.likeness.common.file.PrivateFolders;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

    /** Not 0: a supervisor starts the server again. */
    private static final int DATABASE_LOST = 1;
    private static final Map<String, String> SETTINGS = Map.of("fsync", "on", "synchronous_commit", "on",
            "full_page_writes", "on", "max_connections", "100");

    @Bean(destroyMethod = "close")
    Postgres embeddedPostgres(@Value("${likeness.data-dir}") Path dataDir) throws IOException {
        Postgres postgres = start(dataDir.toAbsolutePath().normalize());
        postgres.leaveToCaller();
        return postgres;
    }

    /** Spring closes before the process ends, which gives running requests their time. */
    @Bean
    static DatabaseWatch databaseWatch(Postgres postgres) {
        return new DatabaseWatch(postgres.end(), postgres::lastWords, () -> System.exit(DATABASE_LOST));
    }

    /** Where the database of that data folder lies. */
    public static Path data(Path home) {
        return home.resolve("postgres");
    }

    /** Starts the database of that data folder, whose caller then owns it. */
    public static Postgres start(Path home) throws IOException {
        Path programs;
        try {
            Files.createDirectories(home);
            programs = PrivateFolders.make(programs(home));
        } catch (AccessDeniedException _) {
            throw unusable(home);
        } catch (IOException e) {
            throw unusable(home, e);
        }
        if (!Files.isWritable(home)) {
            throw unusable(home);
        }
        return Postgres.start(programs, data(home), SETTINGS);
    }

    private static Path programs(Path home) {
        return home.resolve("postgres-bin");
    }

    private static StartRefusedException unusable(Path home, IOException e) {
        return new StartRefusedException("The data folder " + home + " cannot be used: " + FileFailure.words(e) + ".",
                "Mend what it says, or set LIKENESS_DATA_DIR to another one.");
    }

    private static StartRefusedException unusable(Path home) {
        return new StartRefusedException("The data folder " + home + " cannot be written by this user.",
                "Give the folder to this user, or set LIKENESS_DATA_DIR to another one.");
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(Postgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return Postgres.USER;
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return postgres.url();
            }
        };
    }

    /** The JDBC address of the database of that data folder, when it runs. */
    public static Optional<String> running(Path home) {
        try {
            return PidFile.in(data(home)).filter(file -> file.port() != 0 && !file.singleUser()
                    && file.server(programs(home)).isPresent()).map(file -> Postgres.url(file.port(), "postgres"));
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }
}
