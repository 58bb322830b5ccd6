package dev.likeness.agent;

import dev.likeness.common.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Models on their way to agents that are ready. The agent stays ready meanwhile, and how the addition goes is told here
 * (CONTRACT 3.4). What is written belongs to the caller's transaction.
 */
@Component
public class ModelAdds {

    /** Begins the order, or begins another one after a failure. */
    private static final String BEGIN = """
            insert into agent_model_add (account_id, agent_code, model, add_id, status, progress, progress_msg,
                                         current_step, created_at, updated_at)
            values (:account, :code, :model, :add, 'processing', 0.02, 'Credits reserved', 'payment',
                    installation_now(), installation_now())
            on conflict (account_id, agent_code, model) do update
            set add_id = excluded.add_id, status = excluded.status, progress = excluded.progress,
                progress_msg = excluded.progress_msg, current_step = excluded.current_step, error_message = null,
                created_at = excluded.created_at, updated_at = excluded.updated_at""";

    private static final String MOVE = """
            update agent_model_add set status = :status, progress = greatest(progress, :progress),
                   progress_msg = :message, current_step = :step, error_message = :error,
                   updated_at = installation_now()
            where account_id = :account and agent_code = :code and model = :model and add_id = :add
              and status = 'processing'""";

    private final JdbcClient jdbc;

    ModelAdds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void begin(UUID account, String code, Model model, UUID add) {
        jdbc.sql(BEGIN).param("account", account).param("code", code).param("model", model.slug()).param("add", add)
                .update();
    }

    /** Progress never falls; an order that has ended does not move. */
    public void advance(UUID account, String code, Model model, UUID add, double progress, String step,
            String message) {
        move(account, code, model, add, "processing", Math.min(progress, .99), step, message, null);
    }

    public void ready(UUID account, String code, Model model, UUID add) {
        move(account, code, model, add, "ready", 1, "done", model.slug() + " is ready", null);
    }

    public void fail(UUID account, String code, Model model, UUID add, String step, String message) {
        move(account, code, model, add, "failed", 0, step, message, message);
    }

    public Optional<ModelAdd> find(UUID account, String code, Model model) {
        return of(account, code).stream().filter(add -> add.model() == model).findFirst();
    }

    /** The newest order of each model, in the order they were made. */
    public List<ModelAdd> of(UUID account, String code) {
        return of(account, Set.of(code)).getOrDefault(code, List.of());
    }

    Map<String, List<ModelAdd>> of(UUID account, Set<String> codes) {
        Map<String, List<ModelAdd>> adds = new HashMap<>();
        if (!codes.isEmpty()) {
            jdbc.sql("""
                    select * from agent_model_add where account_id = :account and agent_code in (:codes)
                    order by created_at, model""").param("account", account).param("codes", codes)
                    .query((RowCallbackHandler) row -> adds
                            .computeIfAbsent(row.getString("agent_code"), _ -> new ArrayList<>())
                            .add(new ModelAdd(Model.of(row.getString("model")).orElseThrow(), row.getString("status"),
                                    row.getDouble("progress"), row.getString("progress_msg"),
                                    row.getString("current_step"), row.getString("error_message"),
                                    row.getTimestamp("created_at").toInstant(),
                                    row.getTimestamp("updated_at").toInstant())));
        }
        return adds;
    }

    void deleteAll(UUID account, String code) {
        jdbc.sql("delete from agent_model_add where account_id = :account and agent_code = :code")
                .param("account", account).param("code", code).update();
    }

    private void move(UUID account, String code, Model model, UUID add, String status, double progress, String step,
            String message, @Nullable String error) {
        jdbc.sql(MOVE).param("account", account).param("code", code).param("model", model.slug()).param("add", add)
                .param("status", status).param("progress", progress).param("step", step).param("message", message)
                .param("error", error).update();
    }
}
