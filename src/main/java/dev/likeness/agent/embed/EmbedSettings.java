package dev.likeness.agent.embed;

import dev.likeness.account.AccountDeleted;
import dev.likeness.agent.AgentDeleted;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The settings of agents for pages. What is written belongs to the caller's transaction. */
@Component
public class EmbedSettings {

    private final JdbcClient jdbc;
    private final boolean openByDefault;

    /** @param sandbox where everybody's agents are open unless their owners say otherwise (CONTRACT 4.5) */
    EmbedSettings(JdbcClient jdbc, @Value("${likeness.sandbox.enabled:false}") boolean sandbox) {
        this.jdbc = jdbc;
        this.openByDefault = sandbox;
    }

    public EmbedSetting of(UUID account, String code) {
        return Objects.requireNonNull(of(account, List.of(code)).get(code));
    }

    /** Of those agents of an account, by code. */
    public Map<String, EmbedSetting> of(UUID account, Collection<String> codes) {
        Map<String, EmbedSetting> settings = new HashMap<>();
        codes.forEach(code -> settings.put(code, EmbedSetting.unsaid(openByDefault)));
        jdbc.sql("""
                select agent_code, coalesce(public, :open), allowed_origins from agent_embed
                where account_id = :account and agent_code = any(:codes)
                """).param("account", account).param("codes", codes.toArray(String[]::new))
                .param("open", openByDefault)
                .query(row -> {
                    settings.put(row.getString(1), new EmbedSetting(row.getBoolean(2),
                            Arrays.asList((String[]) row.getArray(3).getArray())));
                });
        return settings;
    }

    /**
     * Changes what is not null.
     *
     * @param origins as {@link EmbedSetting#origin} writes them
     */
    public void set(UUID account, String code, @Nullable Boolean open, @Nullable List<String> origins) {
        jdbc.sql("""
                insert into agent_embed as e (account_id, agent_code, public, allowed_origins)
                values (:account, :code, :open, coalesce(cast(:origins as text[]), '{}'))
                on conflict (account_id, agent_code) do update set
                    public = coalesce(excluded.public, e.public),
                    allowed_origins = coalesce(cast(:origins as text[]), e.allowed_origins)
                """).param("account", account).param("code", code).param("open", open)
                .param("origins", origins == null ? null : origins.toArray(String[]::new)).update();
    }

    @EventListener
    void deleted(AgentDeleted agent) {
        jdbc.sql("delete from agent_embed where account_id = :account and agent_code = :code")
                .param("account", agent.accountId()).param("code", agent.agentCode()).update();
    }

    @EventListener
    void deleted(AccountDeleted account) {
        jdbc.sql("delete from agent_embed where account_id = :account").param("account", account.accountId())
                .update();
    }
}
