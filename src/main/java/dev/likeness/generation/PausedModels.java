package dev.likeness.generation;

import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.engine.Engine;
import dev.likeness.job.Jobs;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Models whose creations are refused for now, before any charge (CONTRACT 3.1): by the operator, on every node at once,
 * by this node's settings, or because they would be built here and the engine does not work.
 */
@Component
public class PausedModels {

    /** A model that the operator has paused. */
    public record Paused(String model, @Nullable String reason, Instant pausedAt) {
    }

    private final JdbcClient jdbc;
    private final GenerationProperties properties;
    private final Engine engine;
    private final Jobs jobs;

    PausedModels(JdbcClient jdbc, GenerationProperties properties, Engine engine, Jobs jobs) {
        this.engine = engine;
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** Refuses a paused model: {@code MODEL_NOT_YET_AVAILABLE} with Retry-After. */
    void check(Model model) {
        if (properties.pausedModels().contains(model.slug())
                || !engine.works() && !jobs.workerModels().contains(model.slug())
                || jdbc.sql("select exists (select from paused_model where model = :model)")
                        .param("model", model.slug()).query(Boolean.class).single()) {
            throw new ApiException(GenerationError.MODEL_NOT_YET_AVAILABLE,
                    model.slug() + " is not available right now; try again later")
                    .retryAfter(properties.retryAfter());
        }
    }

    /** Pauses a model; one that is paused already takes the new reason. */
    public void pause(Model model, @Nullable String reason) {
        jdbc.sql("""
                insert into paused_model (model, reason, paused_at) values (:model, :reason, installation_now())
                on conflict (model) do update set reason = excluded.reason
                """).param("model", model.slug()).param("reason", reason).update();
    }

    public void resume(Model model) {
        jdbc.sql("delete from paused_model where model = :model").param("model", model.slug()).update();
    }

    /** What the operator has paused, by name. */
    public List<Paused> list() {
        return jdbc.sql("select * from paused_model order by model")
                .query((row, n) -> new Paused(row.getString("model"), row.getString("reason"),
                        row.getObject("paused_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
