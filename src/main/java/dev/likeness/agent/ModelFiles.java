package dev.likeness.agent;

import dev.likeness.common.Model;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored models of agents, for those who show them or make new versions of them. */
@Component
public class ModelFiles {

    private final JdbcClient jdbc;
    private final Agents agents;
    private final Clock clock;

    ModelFiles(JdbcClient jdbc, Agents agents, Clock clock) {
        this.jdbc = jdbc;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * A new version of a file.
     *
     * @param former the key of the file it was made from
     */
    public record Renewal(String former, Artifact file) {
    }

    /**
     * Files of models that an agent did not have before. Published inside the transaction that adds them, which holds the
     * agent.
     *
     * @param models their slugs; none for a model that keeps no file
     */
    public record Added(UUID accountId, String agentCode, List<String> models) {

        static Added of(UUID accountId, String agentCode, List<Artifact> files) {
            return new Added(accountId, agentCode, files.stream().map(Artifact::model).toList());
        }
    }

    /** What is stored now, in no order. */
    public List<Artifact> of(UUID account, String code) {
        return jdbc.sql("""
                select model, object_key, filename, content_type, sha256, size from agent_artifact
                where account_id = :account and agent_code = :code
                """).param("account", account).param("code", code)
                .query((row, _) -> new Artifact(row.getString("model"), row.getString("object_key"),
                        row.getString("filename"), row.getString("content_type"), row.getString("sha256"),
                        row.getLong("size")))
                .list();
    }

    /** What is stored now of one of them. */
    public Optional<Artifact> find(UUID account, String code, Model model) {
        return of(account, code).stream().filter(file -> file.model().equals(model.slug())).findFirst();
    }

    /** Puts new versions in the place of what they were made from; a file that was replaced meanwhile stays. */
    public void renew(UUID account, String code, List<Renewal> renewed) {
        agents.rewrite(account, code, agent -> {
            agent.keep(renewed.stream().filter(renewal -> {
                StoredArtifact stored = agent.artifacts.get(Model.of(renewal.file().model()).orElseThrow());
                return stored != null && stored.objectKey().equals(renewal.former());
            }).map(Renewal::file).toList(), clock.instant());
            return true;
        });
    }
}
