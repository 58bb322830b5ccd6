package dev.likeness.agent.download;

import dev.likeness.agent.Artifact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /** A ready-made avatar. */
    record Shown(String agentCode, String name, String model, String objectKey, String filename, String sha256,
            long size) {
    }

    private final JdbcClient jdbc;

    DownloadTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Artifact> find(UUID account, String code, String model) {
        return jdbc.sql("""
                select model, object_key, filename, content_type, sha256, size from agent_artifact
                where account_id = :account and agent_code = :code and model = :model""").param("account", account)
                .param("code", code).param("model", model).query(Artifact.class).optional();
    }

    List<Shown> showcase() {
        return jdbc.sql(SHOWCASE).query(DownloadTable::shown).list();
    }

    private static Shown shown(ResultSet row, int number) throws SQLException {
        return new Shown(row.getString("agent_code"), row.getString("name"), row.getString("model"),
                row.getString("object_key"), row.getString("filename"), row.getString("sha256"), row.getLong("size"));
    }
}
