package dev.likeness.database;

import dev.likeness.common.DatabaseAway;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/**
 * What an operator does about a database that lets the server not start: PostgreSQL's own words, and the statement or
 * setting that mends it. What only a mistake of ours can cause has its trace instead.
 */
class DatabaseRefusal implements FailureAnalyzer {

    private static final Pattern DENIED = Pattern.compile("permission denied for (?:schema (\\S+)|database )");
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern IN_URL = Pattern.compile("[?&](user|currentSchema)=([^&]*)");
    /** A statement that is prepared twice, unknown, or of other parameters than the driver believes. */
    private static final Set<String> PREPARED = Set.of("42P05", "26000", "08P01");
    /** Boot's and the pool's words about a URL that no driver takes. */
    private static final Pattern DRIVER = Pattern
            .compile("must start with \"jdbc\"|(?i:driver.?class|suitable driver)");
    private static final int DEPTH = 20;

    private final String url;
    private final String user;

    DatabaseRefusal(Environment settings) {
        url = settings.getProperty("spring.datasource.url", "");
        user = settings.getProperty("spring.datasource.username", inUrl("user", "the server's user"));
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        SQLException cause = null;
        String words = "";
        Throwable one = failure;
        for (int depth = 0; one != null && depth < DEPTH; depth++, one = one.getCause()) {
            if (!isPostgres() && DRIVER.matcher(String.valueOf(one.getMessage())).find()) {
                return new FailureAnalysis(
                        "SPRING_DATASOURCE_URL is no address of a PostgreSQL that this server can use.",
                        "It looks like jdbc:postgresql://HOST:5432/DATABASE; user and password are"
                                + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
                        failure);
            }
            if (one instanceof SQLException sql) {
                cause = sql;
                words = words(sql);
            } else if (String.valueOf(one.getMessage()).startsWith("Unable to determine schema")) {
                // Flyway's: PostgreSQL names none when the user may not even look into any.
                return new FailureAnalysis("PostgreSQL gives " + user + " no schema to keep its tables in.",
                        granted(inUrl("currentSchema", "public")), failure);
            }
        }
        String remedy = cause == null ? null : remedy(String.valueOf(cause.getSQLState()), words);
        return remedy == null
                ? null
                : new FailureAnalysis("PostgreSQL says: " + words + ".", remedy, failure);
    }

    private boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** What the driver says of a network is in its cause: the name of a host that nobody knows. */
    private static String words(SQLException failure) {
        String words = String.valueOf(failure.getMessage());
        String why = failure.getCause() instanceof IOException cause ? String.valueOf(cause.getMessage()) : "";
        String whole = words.contains(why) ? words : words.replaceAll("[.\\s]*$", "") + ": " + why;
        return (failure.getCause() instanceof UnknownHostException ? whole + " is no known host" : whole)
                .replaceAll("\\s*\\n\\s*", " ").replaceAll("(?: Position: \\d+)?[.\\s]*$", "");
    }

    private @Nullable String remedy(String state, String words) {
        Matcher denied = DENIED.matcher(words);
        if (PREPARED.contains(state)) {
            return "If a pooler such as PgBouncer stands before it in transaction mode, add prepareThreshold=0 to"
                    + " SPRING_DATASOURCE_URL (jdbc:postgresql://host/database?prepareThreshold=0).";
        }
        if (state.equals("42501")) {
            // Of a database: the driver or Flyway wanted a schema of its own, since it may use no other.
            return denied.find()
                    ? granted(denied.group(1) == null ? inUrl("currentSchema", "public") : denied.group(1))
                    : "Let " + user + " own the database and what is in it (ALTER DATABASE … OWNER TO " + quoted(user)
                            + "), or grant it what it lacks.";
        }
        if (state.equals("3F000")) {
            return granted(inUrl("currentSchema", "public"));
        }
        if (state.startsWith("28")) {
            return "Check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, and who pg_hba.conf lets in.";
        }
        if (state.equals("3D000")) {
            return "Create the database that SPRING_DATASOURCE_URL names, owned by " + user + ".";
        }
        if (state.equals(DatabaseAway.READ_ONLY)) {
            return "Point SPRING_DATASOURCE_URL at the primary, or start again when the database takes writes.";
        }
        return DatabaseAway.isState(state)
                ? "Check that SPRING_DATASOURCE_URL names a PostgreSQL that runs and takes connections."
                : null;
    }

    private String granted(String schema) {
        return "As the schema's owner, run in that database: GRANT USAGE, CREATE ON SCHEMA " + quoted(schema) + " TO "
                + quoted(user) + ";";
    }

    private String inUrl(String option, String otherwise) {
        Matcher options = IN_URL.matcher(url);
        while (options.find()) {
            if (options.group(1).equals(option)) {
                return options.group(2);
            }
        }
        return otherwise;
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() || name.startsWith("\"") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
