package dev.likeness.agent;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of stored models. */
@Component
class ArtifactTable {

    private static final String PUT = """
            insert into agent_artifact (account_id, agent_code, model, object_key, filename, content_type, sha256, size,
                                        created_at)
            values (:account, :code, :model, :key, :filename, :type, :sha, :size, installation_now())
            on conflict (account_id, agent_code, model) do update
            set object_key = excluded.object_key, filename = excluded.filename, content_type = excluded.content_type,
                sha256 = excluded.sha256, size = excluded.size, created_at = excluded.created_at""";

    private final JdbcClient jdbc;

    ArtifactTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(UUID account, String code, Artifact artifact) {
        jdbc.sql(PUT).param("account", account).param("code", code).param("model", artifact.model())
                .param("key", artifact.objectKey()).param("filename", artifact.filename())
                .param("type", artifact.contentType()).param("sha", artifact.sha256()).param("size", artifact.size())
                .update();
    }

    void deleteAll(UUID account, String code) {
        jdbc.sql("delete from agent_artifact where account_id = :account and agent_code = :code")
                .param("account", account).param("code", code).update();
    }
}
