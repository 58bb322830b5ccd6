package dev.likeness.dynamics;

import dev.likeness.account.AccountDeleted;
import dev.likeness.agent.AgentDeleted;
import dev.likeness.storage.ObjectOwner;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of dynamics. What is written belongs to the caller's transaction. */
@Component
class DynamicsTable implements ObjectOwner {

    private static final TypeReference<Map<String, String>> CLIPS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DynamicsTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<DynamicsRow> find(UUID account, String code) {
        return jdbc.sql("select * from dynamics where account_id = :account and agent_code = :code")
                .param("account", account).param("code", code)
                .query((row, _) -> new DynamicsRow(row.getString("status"), row.getBoolean("paid"),
                        row.getInt("duration"), row.getString("image_url"), row.getString("image_key"),
                        clips(row.getString("clips")), row.getObject("enabled", Boolean.class),
                        (ObjectNode) json.readTree(row.getString("settings")),
                        row.getString("error_message")))
                .optional();
    }

    private @Nullable Map<String, String> clips(@Nullable String stored) {
        return stored == null ? null : json.readValue(stored, CLIPS);
    }

    /** Begins a generation, in place of one that runs; what there is stays until it has ended well. */
    void begin(UUID account, String code, DynamicsOrder order) {
        jdbc.sql("""
                insert into dynamics (account_id, agent_code, status, order_id, paid, duration, image_url,
                    image_key, created_at, updated_at)
                values (:account, :code, 'generating', :order, :paid, :duration, :url, :key, installation_now(),
                    installation_now())
                on conflict (account_id, agent_code) do update set status = 'generating', order_id = :order,
                    paid = :paid, duration = :duration, image_url = :url, image_key = :key, error_message = null,
                    updated_at = installation_now()
                """).param("account", account).param("code", code).param("order", order.orderId())
                .param("paid", order.paid()).param("duration", order.seconds()).param("url", order.imageUrl())
                .param("key", order.imageKey())
                .update();
    }

    void save(UUID account, String code, @Nullable Boolean enabled, ObjectNode settings) {
        jdbc.sql("""
                insert into dynamics (account_id, agent_code, enabled, settings, created_at, updated_at)
                values (:account, :code, cast(:enabled as boolean), cast(:settings as jsonb), installation_now(),
                    installation_now())
                on conflict (account_id, agent_code) do update set enabled = excluded.enabled,
                    settings = excluded.settings, updated_at = installation_now()
                """).param("account", account).param("code", code).param("enabled", enabled)
                .param("settings", settings.toString()).update();
    }

    /** Whether that order is the one that is waited for. */
    boolean isAwaited(UUID account, String code, UUID order) {
        return jdbc.sql("""
                select exists (select from dynamics
                where account_id = :account and agent_code = :code and order_id = :order and status = 'generating')
                """).param("account", account).param("code", code).param("order", order).query(Boolean.class).single();
    }

    /** False, and nothing done, when another order is waited for. */
    boolean complete(UUID account, String code, UUID order, Map<String, String> clips) {
        return jdbc.sql("""
                update dynamics set status = 'ready', clips = cast(:clips as jsonb), error_message = null,
                    updated_at = installation_now()
                where account_id = :account and agent_code = :code and order_id = :order and status = 'generating'
                """).param("clips", json.writeValueAsString(clips)).param("account", account).param("code", code)
                .param("order", order).update() == 1;
    }

    /** As {@link #complete}. */
    boolean fail(UUID account, String code, UUID order, String message) {
        return jdbc.sql("""
                update dynamics set status = 'failed', error_message = :message, updated_at = installation_now()
                where account_id = :account and agent_code = :code and order_id = :order and status = 'generating'
                """).param("message", message).param("account", account).param("code", code).param("order", order)
                .update() == 1;
    }

    @EventListener
    void deleted(AgentDeleted agent) {
        jdbc.sql("delete from dynamics where account_id = :account and agent_code = :code")
                .param("account", agent.accountId()).param("code", agent.agentCode()).update();
    }

    @EventListener
    void deleted(AccountDeleted account) {
        jdbc.sql("delete from dynamics where account_id = :account").param("account", account.accountId()).update();
    }

    @Override
    public void references(Set<String> codes, BiConsumer<String, String> told) {
        jdbc.sql("""
                select d.code, clip.value from agent_directory d
                join dynamics y on y.account_id = d.account_id and y.agent_code = d.code
                cross join lateral jsonb_each_text(coalesce(y.clips, '{}')) clip
                where d.code = any(:codes)
                """).param("codes", codes.toArray(String[]::new))
                .query((RowCallbackHandler) row -> told.accept(row.getString(1), row.getString(2)));
    }
}
