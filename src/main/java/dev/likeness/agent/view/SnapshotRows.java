package dev.likeness.agent.view;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.ModelAdd;
import dev.likeness.agent.view.AgentSnapshot.Addition;
import dev.likeness.common.Model;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The rows of {@link AgentSnapshots}, one for each addition, folded into agents. Columns go by number, in the order of the
 * select: by name it costs as much as the query.
 *
 * @param total what the first column says; 0 when there is no row
 */
record SnapshotRows(long total, List<AgentSnapshot> agents) {

    static SnapshotRows of(ResultSet rows) throws SQLException {
        long total = 0;
        List<AgentSnapshot> agents = new ArrayList<>();
        while (rows.next()) {
            total = rows.getLong(1);
            String code = rows.getString(3);
            if (code == null) {
                continue;
            }
            if (agents.isEmpty() || !agents.getLast().code().equals(code)) {
                agents.add(agent(rows, code));
            }
            String added = rows.getString(27);
            if (added != null) {
                agents.getLast().adds().add(addition(rows, added));
            }
        }
        return new SnapshotRows(total, agents);
    }

    private static AgentSnapshot agent(ResultSet row, String code) throws SQLException {
        return new AgentSnapshot(row.getObject(2, UUID.class), code, row.getLong(4), row.getString(5),
                row.getString(6), row.getString(7), row.getString(8), model(row.getString(9)),
                Arrays.stream((String[]) row.getArray(10).getArray()).map(SnapshotRows::model).toList(),
                row.getString(11), row.getString(12), row.getString(13), row.getString(14), row.getString(15),
                row.getString(16), row.getString(17), AgentStatus.of(row.getString(18)), row.getString(19),
                row.getDouble(20), row.getString(21), row.getString(22), row.getString(23), time(row, 24),
                time(row, 25), row.getBoolean(26), new ArrayList<>(0));
    }

    private static Addition addition(ResultSet row, String model) throws SQLException {
        return new Addition(new ModelAdd(model(model), row.getString(28), row.getDouble(29), row.getString(30),
                row.getString(31), row.getString(32), time(row, 33), time(row, 34)), row.getBoolean(35));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Model model(String slug) {
        return Model.of(slug).orElseThrow(() -> new IllegalStateException("no model family " + slug));
    }
}
