package dev.likeness.runtime;

import dev.likeness.common.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Calls the database functions that meter ({@code V11__rules_once.sql}). Each call is one statement, alone in its
 * transaction.
 */
@Component
class BeatStatements {

    /** What of a heartbeat the functions take, in their order. */
    private record Column(String type, Function<Asked, @Nullable Object> value) {
    }

    private record Asked(Heartbeat beat, BillingType billing, String newSession) {
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("uuid", a -> a.beat.secret().accountId()),
            new Column("text", a -> a.beat.secret().secretHash()),
            new Column("text", Asked::newSession),
            new Column("text", a -> a.beat.fingerprint()),
            new Column("text", a -> a.beat.roomName()),
            new Column("text", a -> a.beat.agentCode()),
            new Column("text", a -> a.beat.modelHash()),
            new Column("text", a -> a.beat.runtimeModelHash()),
            new Column("text", a -> a.beat.billingType()),
            new Column("text", a -> a.billing.pricingCode()),
            new Column("text", a -> a.billing.modelSlug()),
            new Column("bool", a -> a.billing.hosted()),
            new Column("int8", a -> a.billing.rate()),
            new Column("text", a -> a.beat.userId()),
            new Column("text", a -> a.beat.tags()),
            new Column("text", a -> a.beat.runtimeVersion()),
            new Column("text", a -> a.beat.meterSession()),
            new Column("int8", a -> a.beat.seq()),
            new Column("bool", a -> a.beat.accrued()));

    private static final String ONE = "select outcome, session_id, balance, plan from beat("
            + "?, decode(?, 'hex'), " + "?, ".repeat(COLUMNS.size() - 2) + "?)";

    private static final String MANY = "select place, outcome, session_id, balance, plan from beats(?, ?"
            + ", ?".repeat(COLUMNS.size()) + ")";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    BeatStatements(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One heartbeat.
     *
     * @param wait for the account's lock, else the answer may be busy
     */
    BeatAnswer one(Heartbeat beat, boolean wait) {
        Asked asked = asked(beat);
        return DataAccessUtils.nullableSingleResult(jdbc.query(ONE, statement -> {
            int parameter = 0;
            for (Column column : COLUMNS) {
                statement.setObject(++parameter, column.value.apply(asked));
            }
            statement.setBoolean(++parameter, wait);
        }, (row, n) -> answer(row)));
    }

    /**
     * Many heartbeats in one statement; the answers in their order.
     *
     * @param account the one they all belong to, when that is known
     * @param wait for the accounts' locks, else answers may be busy
     */
    List<BeatAnswer> many(List<Heartbeat> beats, @Nullable UUID account, boolean wait) {
        List<Asked> asked = beats.stream().map(this::asked).toList();
        BeatAnswer[] answers = new BeatAnswer[beats.size()];
        jdbc.query(connection -> {
            PreparedStatement statement = connection.prepareStatement(MANY);
            statement.setObject(1, account);
            statement.setBoolean(2, wait);
            int parameter = 2;
            for (Column column : COLUMNS) {
                statement.setArray(++parameter, array(connection, column, asked));
            }
            return statement;
        }, row -> {
            answers[row.getInt("place") - 1] = answer(row);
        });
        return List.of(answers);
    }

    private Asked asked(Heartbeat beat) {
        return new Asked(beat, BillingType.of(beat.billingType()), Ids.sortable(clock.millis()).toString());
    }

    private static java.sql.Array array(Connection connection, Column column, List<Asked> asked) throws SQLException {
        return connection.createArrayOf(column.type, asked.stream().map(column.value).toArray());
    }

    private static BeatAnswer answer(ResultSet row) throws SQLException {
        return new BeatAnswer(row.getString("outcome"), row.getString("session_id"), row.getLong("balance"),
                row.getString("plan"));
    }
}
