package dev.likeness.runtime;

import dev.likeness.account.Plan;
import dev.likeness.billing.BillingError;
import dev.likeness.billing.BillingLinks;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the outcomes of the database function {@code beat} mean to the client. */
@Component
class BeatRefusals {

    private static final int NAMED = 3;
    /** Who was silent longest is first: most likely it crashed. */
    private static final String LIVING = """
            select session_id, last_beat_at from runtime_session
            where account_id = :account and ended_at is null
              and (select installation_now()) - last_beat_at < session_silence()
            order by last_beat_at limit 4""";

    private final BillingLinks links;
    private final JdbcClient jdbc;

    BeatRefusals(BillingLinks links, JdbcClient jdbc) {
        this.links = links;
        this.jdbc = jdbc;
    }

    /** Of an account. @param plan which only concurrency needs */
    ApiException of(UUID account, String outcome, @Nullable String plan) {
        return switch (outcome) {
            case "runtime_suspended" ->
                new ApiException(RuntimeError.RUNTIME_SUSPENDED, "This session or its API secret has been revoked: "
                        + "use a secret that is in use, or create one with POST /v2/{user_id}/api-secrets");
            case "account_suspended" ->
                new ApiException(BillingError.ACCOUNT_SUSPENDED, "This account is suspended by the operator of "
                        + "this server, who alone can resume it");
            case "no_agent" -> new ApiException(CommonError.NOT_FOUND, "Agent not found");
            case "insufficient" -> new ApiException(BillingError.INSUFFICIENT_BALANCE,
                    "Insufficient balance: the next minute is not covered").with("topup_url", links.topup());
            case "concurrency" -> full(account, Plan.valueOf(Objects.requireNonNull(plan).toUpperCase(Locale.ROOT)));
            default -> throw new IllegalStateException("beat answered " + outcome);
        };
    }

    /** Names who has the places: a client that crashed cannot end its session, and its owner need not wait for it. */
    private ApiException full(UUID account, Plan plan) {
        int most = plan.concurrentSessions();
        List<String> living = jdbc.sql(LIVING).param("account", account)
                .query((row, n) -> row.getString("session_id") + " (last seen "
                        + row.getObject("last_beat_at", OffsetDateTime.class).toInstant()
                                .truncatedTo(ChronoUnit.SECONDS)
                        + ")")
                .list();
        String named = living.isEmpty()
                ? ""
                : ": " + String.join(", ", living.subList(0, Math.min(NAMED, living.size())))
                        + (living.size() > NAMED ? " and others" : "")
                        + ". End one with POST /v1/runtime-sessions/{session_id}/end, or wait: a session that sends no more "
                        + "heartbeats ends by itself after 300 s";
        return new ApiException(RuntimeError.CONCURRENCY_LIMIT_REACHED, "The " + plan.displayName() + " plan allows "
                + most + " concurrent session" + (most == 1 ? "" : "s") + ", and all are in use" + named)
                .with("upgrade_url", links.upgrade());
    }
}
