package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.AgentFixture;
import dev.likeness.common.Model;
import org.junit.jupiter.api.Test;

/** A client that names nothing but its file is found by the hash, whatever else the account has. */
class FileHashTests {

    private final AgentFixture fixture = new AgentFixture();

    @Test
    void aHashIsLookedUpAndNotAmongAllFilesOfTheAccount() {
        fixture.agent("A12ABC3456", Model.ESSENCE_1);
        fixture.jdbc.sql("""
                insert into agent_artifact (account_id, agent_code, model, object_key, filename, content_type, sha256,
                                            size, created_at)
                select :account, 'A12ABC3456', 'm' || n, 'k', 'f', 't', encode(sha256(n::text::bytea), 'hex'), 1, now()
                from generate_series(1, 5000) n""").param("account", AgentFixture.OWNER).update();
        fixture.jdbc.sql("analyze agent_artifact").update();
        String asked = fixture.jdbc.sql("select prosrc from pg_proc where proname = 'agent_of_file'")
                .query(String.class).single().replaceAll("p_(account|hash|other_hash)", ":$1");
        String plan = String.join("\n", fixture.jdbc.sql("explain " + asked).param("account", AgentFixture.OWNER)
                .param("hash", "AB".repeat(32)).param("other_hash", "cd".repeat(32)).query(String.class).list());
        assertThat(plan).contains("agent_artifact_hash").doesNotContain("Seq Scan on agent_artifact");
        assertThat(fixture.jdbc.sql("select agent_of_file(:account, upper(encode(sha256('7'), 'hex')), null)")
                .param("account", AgentFixture.OWNER).query(String.class).single()).isEqualTo("A12ABC3456");
    }
}
