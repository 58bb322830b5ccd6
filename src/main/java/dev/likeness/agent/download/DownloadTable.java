package dev.likeness.agent.download;

import dev.likeness.agent.Artifact;
import dev.likeness.common.Model;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of what may be downloaded. */
@Component
class DownloadTable {

    /** Ready showcase agents with the artifact of the model they were made with. */
    private static final String SHOWCASE = """
            select a.code as agent_code, a.name, x.*
            from agent_directory d
            join agent a on a.account_id = d.account_id and a.code = d.code and a.status = 'ready'
            join agent_artifact x on x.account_id = a.account_id and x.agent_code = a.code and x.model = a.model
            where d.showcase order by a.created_at, a.code""";

    /** A row for each artifact, and one for an agent that has none. */
    private static final String SHELF = """
            select a.deleted_at is not null as deleted, a.model as made_with, a.supported_models, x.model, x.object_key,
                   x.filename, x.content_type, x.sha256, x.size
            from agent a left join agent_artifact x on x.account_id = a.account_id and x.agent_code = a.code
            where a.account_id = :account and a.code = :code""";

    /** A ready-made avatar. */
    record Shown(String agentCode, String name, String model, String objectKey, String filename, String sha256,
            long size) {
    }

    private final JdbcClient jdbc;

    DownloadTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of an agent of the account, deleted ones too. */
    Optional<Shelf> find(UUID account, String code) {
        return jdbc.sql(SHELF).param("account", account).param("code", code)
                .query(DownloadTable::shelf);
    }

    private static Optional<Shelf> shelf(ResultSet rows) throws SQLException {
        @Nullable
        Shelf shelf = null;
        while (rows.next()) {
            if (shelf == null) {
                shelf = new Shelf(rows.getBoolean("deleted"), model(rows.getString("made_with")),
                        Arrays.stream((String[]) rows.getArray("supported_models").getArray())
                                .map(DownloadTable::model).toList(),
                        new EnumMap<>(Model.class));
            }
            String stored = rows.getString("model");
            if (stored != null) {
                shelf.artifacts().put(model(stored),
                        new Artifact(stored, rows.getString("object_key"), rows.getString("filename"),
                                rows.getString("content_type"), rows.getString("sha256"), rows.getLong("size")));
            }
        }
        return Optional.ofNullable(shelf);
    }

    private static Model model(String slug) {
        return Model.of(slug).orElseThrow(() -> new IllegalStateException("no model family " + slug));
    }

    List<Shown> showcase() {
        return jdbc.sql(SHOWCASE).query(DownloadTable::shown).list();
    }

    private static Shown shown(ResultSet row, int number) throws SQLException {
        return new Shown(row.getString("agent_code"), row.getString("name"), row.getString("model"),
                row.getString("object_key"), row.getString("filename"), row.getString("sha256"), row.getLong("size"));
    }
}
