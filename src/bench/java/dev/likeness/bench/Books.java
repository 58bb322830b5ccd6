package dev.likeness.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the database's books: a fast server that does not bill would be worth nothing. */
final class Books {

    private final Connection database;

    Books(Connection database) {
        this.database = database;
    }

    /** Ledger entries that charge live minutes: each heartbeat here must make exactly one. */
    long charges() throws SQLException {
        return number("select count(*) from ledger_entry where kind = 'charge' and session_id is not null");
    }

    /** Minutes billed to sessions. */
    long minutes() throws SQLException {
        return number("select coalesce(sum(billed_minutes), 0) from runtime_session");
    }

    /** Fails unless every session is billed to the minute of its last heartbeat, by the ledger and by the wallet. */
    void check() throws SQLException {
        none("sessions not billed to the minute of their last heartbeat", """
                select count(*) from runtime_session
                where billed_minutes <> floor(extract(epoch from last_beat_at - started_at) / 60) + 1""");
        none("sessions whose minutes are not in the ledger", """
                select count(*) from runtime_session s left join (
                    select account_id, session_id, -sum(plan_delta + reward_delta + topup_delta) as paid
                    from ledger_entry where session_id is not null group by 1, 2) l using (account_id, session_id)
                where s.credits <> coalesce(l.paid, 0) or s.credits <> s.billed_minutes * s.rate""");
        none("accounts whose balance is not the sum of their entries", """
                select count(*) from wallet w join (
                    select account_id, sum(plan_delta + reward_delta + topup_delta) as total
                    from ledger_entry group by 1) l using (account_id)
                where w.plan + w.reward + w.topup <> l.total""");
    }

    private void none(String what, String query) throws SQLException {
        long found = number(query);
        if (found != 0) {
            throw new IllegalStateException(found + " " + what);
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
