package dev.likeness.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.likeness.billing.Auditor;
import dev.likeness.common.StartRefusedException;
import dev.likeness.database.EmbeddedDatabase;
import dev.likeness.database.Postgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The command line: {@code audit}. Audits every account of the database that the server would use with the same
 * environment and configuration files, running or not, and parks those whose books disagree, as the server's own timer does.
 */
public final class AuditCommand {

    private static final int CLEAN = 0;
    private static final int FINDINGS = 1;
    private static final int FAILED = 2;

    private final Environment settings;
    private final PrintStream out;
    private final PrintStream err;

    AuditCommand(Environment settings, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /** As a process of its own, with its environment; what there is to say is printed, nothing is logged. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
        }
        return new AuditCommand(settings(), out, err).run(args);
    }

    /** What the server would read too: environment, system properties, and configuration files where it looks for them. */
    static Environment settings() {
        StandardEnvironment settings = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(settings);
        return settings;
    }

    /** @return exit status: 0, 1 when books disagree, 2 when the audit could not be made */
    int run(String[] args) {
        if (args.length != 0) {
            err.println("usage: audit");
            return FAILED;
        }
        String url = settings.getProperty("spring.datasource.url", "embedded");
        try {
            return url.equals("embedded")
                    ? auditEmbedded()
                    : audit(url, settings.getProperty("spring.datasource.username"),
                            settings.getProperty("spring.datasource.password"));
        } catch (StartRefusedException e) {
            err.println("audit: " + e.sentence() + " " + e.remedy());
        } catch (IOException | IllegalStateException e) {
            err.println("audit: the embedded database cannot be used: " + e.getMessage());
        } catch (BadSqlGrammarException e) {
            err.println("audit: this database is of another version of Likeness: start the server on it once");
        } catch (DataAccessException | CannotCreateTransactionException e) {
            err.println("audit: " + e.getMostSpecificCause().getMessage());
        }
        return FAILED;
    }

    private int auditEmbedded() throws IOException {
        Path home = Path.of(settings.getProperty("likeness.data-dir", "./var")).toAbsolutePath().normalize();
        if (!Files.exists(EmbeddedDatabase.data(home))) {
            err.println("audit: there is no database in " + home);
            return FAILED;
        }
        Optional<String> running = EmbeddedDatabase.running(home);
        if (running.isPresent()) {
            return audit(running.get(), "postgres", "");
        }
        try (Postgres postgres = EmbeddedDatabase.start(home)) {
            return audit(postgres.url(), "postgres", "");
        }
    }

    private int audit(String url, @Nullable String user, @Nullable String password) {
        SingleConnectionDataSource database = new SingleConnectionDataSource();
        database.setUrl(url);
        database.setUsername(user);
        database.setPassword(password);
        database.setSuppressClose(true);
        try {
            Auditor.Result result = Auditor.of(database)
                    .auditAll(finding -> out.println("account " + finding.account() + ": " + finding.sentence()));
            out.println("audited " + result.accounts() + " accounts: "
                    + (result.parked() == 0 ? "their books agree" : result.parked() + " disagree and are parked")
                    + (result.failed() == 0 ? "" : ", " + result.failed() + " could not be looked at"));
            return result.parked() > 0 ? FINDINGS : result.failed() > 0 ? FAILED : CLEAN;
        } finally {
            database.destroy();
        }
    }
}
