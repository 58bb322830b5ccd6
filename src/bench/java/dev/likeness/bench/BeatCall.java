package dev.likeness.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The one-row function {@code beat} as the server calls it for one heartbeat. The only place that knows its shape. */
final class BeatCall implements AutoCloseable {

    private static final String SQL = """
            select outcome, session_id, balance, plan
            from beat(?, ?, ?, ?, null, null, null, null, null, 'usage_essence_model_self_hosted', 'essence-1', false, 1,
                      null, null, null, null, null, false, true)
            """;

    /** The same for pgbench, over a table that {@link World} fills; its variables say which session is next. */
    static final String PGBENCH = """
            select outcome, session_id, balance, plan from bench_session b,
            beat(b.account, b.secret, gen_random_uuid()::text, b.fingerprint, null, null, null, null, null, \
            'usage_essence_model_self_hosted', 'essence-1', false, 1, null, null, null, null, null, false, true) where b.n = :n;
            """;

    private final PreparedStatement call;

    BeatCall(Connection connection) throws SQLException {
        call = connection.prepareStatement(SQL);
    }

    void beat(UUID account, byte[] secretHash, String fingerprint) throws SQLException {
        call.setObject(1, account);
        call.setBytes(2, secretHash);
        call.setString(3, UUID.randomUUID().toString());
        call.setString(4, fingerprint);
        try (ResultSet row = call.executeQuery()) {
            if (!row.next() || !"live".equals(row.getString(1)) || row.getString(2) == null) {
                throw new IllegalStateException("beat answered " + row.getString(1));
            }
            row.getLong(3);
        }
    }

    @Override
    public void close() throws SQLException {
        call.close();
    }
}
