package dev.likeness.common;

import java.sql.SQLException;
import java.util.Set;

/**
 * Tells trouble of the database that passes by itself from what a statement did wrong: no connection, no room, starting
 * or stopping, or taking no writes for now, as after a failover.
 */
public final class DatabaseAway {

    /** {@code read_only_sql_transaction}. */
    public static final String READ_ONLY = "25006";
    private static final Set<String> CLASSES = Set.of("08", "53", "58");
    private static final int DEPTH = 12;

    private DatabaseAway() {
    }

    /** Whether it, or what caused it, is of that kind. */
    public static boolean is(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isState(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** The same of one SQLSTATE. */
    public static boolean isState(String state) {
        return state.equals(READ_ONLY) || state.startsWith("57P")
                || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
}
