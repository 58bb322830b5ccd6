package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs an effect once per account, endpoint and {@code Idempotency-Key}, and repeats its first answer to whoever sends
 * the same again (CONTRACT 1.6). Claim, effect and stored answer are one transaction, so that none exists without the
 * others; the primary key makes twins wait for each other.
 */
@Component
public class Idempotency {

    /**
     * What tells one request from another.
     *
     * @param endpoint the operation's name, the same on every node and in every version
     * @param key the header {@code Idempotency-Key}; null for a request that is never the repeat of another
     * @param bodyDigest SHA-256 of what the body says, in hex
     */
    public record Request(UUID account, String endpoint, @Nullable String key, String bodyDigest) {

        /** Raises {@code VALIDATION_ERROR} for a key of wrong length. */
        public Request {
            if (key != null && (key.isEmpty() || key.length() > 255)) {
                throw ApiException.invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 characters");
            }
        }
    }

    /** What an effect ended with, now or when the same was asked first. */
    public static final class Answer<T> {

        private final Supplier<T> value;
        private final @Nullable String first;

        private Answer(Supplier<T> value, @Nullable String first) {
            this.value = value;
            this.first = first;
        }

        public T value() {
            return value.get();
        }

        public boolean repeated() {
            return first != null;
        }

        /**
         * As it goes out: a repeat says that it is one, and has the first answer's bytes, whatever such an answer looks
         * like by now.
         */
        @SuppressWarnings("unchecked") // of the body Spring sees its class only, and bytes are written as they are
        public ResponseEntity<T> toResponse() {
            return first == null
                    ? ResponseEntity.ok(value())
                    : (ResponseEntity<T>) ResponseEntity.ok().header("Idempotency-Replayed", "true")
                            .contentType(MediaType.APPLICATION_JSON).body(first.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Stored(String bodyDigest, String answer) {
    }

    private static final String FIND = """
            select encode(body_hash, 'hex'), answer from idempotency_record
            where account_id = :account and endpoint = :endpoint and idempotency_key = :key
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    public Idempotency(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
    }

    /**
     * The answer of the day that is there already, for those who prepare an effect at some cost: they then need not. A twin
     * that is just at work is not waited for; {@link #run} does that.
     *
     * @throws ApiException {@code IDEMPOTENCY_KEY_REUSED} when the key came with another body
     */
    public <T> Optional<Answer<T>> earlier(Request request, Class<T> type) {
        if (request.key == null) {
            return Optional.empty();
        }
        return find(request, FIND + "and created_at > installation_now() - interval '24 hours'")
                .map(stored -> repeated(request, stored, type));
    }

    /**
     * The effect's answer or, for a repeat, the first one.
     *
     * @param type a wire record, which Jackson can read again
     * @param effect changes the state and returns the answer, in one transaction with its record
     * @throws ApiException {@code IDEMPOTENCY_IN_FLIGHT} after waiting 2 s for a twin, {@code IDEMPOTENCY_KEY_REUSED} when
     * the key came with another body, and what the effect throws, which leaves nothing behind
     */
    public <T> Answer<T> run(Request request, Class<T> type, Supplier<T> effect) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            if (request.key == null) {
                T made = effect.get();
                return new Answer<>(() -> made, null);
            }
            if (!claim(request)) {
                return repeated(request, find(request, FIND).orElseThrow(Idempotency::inFlight), type);
            }
            T made = effect.get();
            named(request, """
                    update idempotency_record set answer = :answer
                    where account_id = :account and endpoint = :endpoint and idempotency_key = :key
                    """).param("answer", json.writeValueAsString(made)).update();
            return new Answer<>(() -> made, null);
        }));
    }

    /** Takes the key for this transaction, waiting at most 2 s for a twin; false when an answer is stored under it. */
    private boolean claim(Request request) {
        String patience = jdbc.sql("select current_setting('lock_timeout')").query(String.class).single();
        lockTimeout("2s");
        int claimed;
        try {
            claimed = named(request, """
                    insert into idempotency_record (account_id, endpoint, idempotency_key, body_hash, created_at)
                    values (:account, :endpoint, :key, decode(:digest, 'hex'), installation_now())
                    on conflict (account_id, endpoint, idempotency_key) do update
                        set body_hash = excluded.body_hash, answer = null, created_at = excluded.created_at
                        where idempotency_record.created_at <= excluded.created_at - interval '24 hours'
                    """).param("digest", request.bodyDigest).update();
        } catch (DataAccessException e) {
            throw isLockTimeout(e) ? inFlight() : e;
        }
        lockTimeout(patience);
        return claimed == 1;
    }

    private Optional<Stored> find(Request request, String query) {
        return named(request, query).query((row, _) -> new Stored(row.getString(1), row.getString(2))).optional();
    }

    private <T> Answer<T> repeated(Request request, Stored first, Class<T> type) {
        if (!first.bodyDigest.equals(request.bodyDigest)) {
            throw new ApiException(CommonError.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used with another request body");
        }
        return new Answer<>(() -> json.readValue(first.answer, type), first.answer);
    }

    private JdbcClient.StatementSpec named(Request request, String sql) {
        return jdbc.sql(sql).param("account", request.account).param("endpoint", request.endpoint).param("key",
                request.key);
    }

    private void lockTimeout(String limit) {
        jdbc.sql("select set_config('lock_timeout', :limit, true)").param("limit", limit).query(String.class).single();
    }

    private static boolean isLockTimeout(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql && "55P03".equals(sql.getSQLState());
    }

    private static ApiException inFlight() {
        return new ApiException(CommonError.IDEMPOTENCY_IN_FLIGHT,
                "A request with this Idempotency-Key is still being processed").retryAfter(Duration.ofSeconds(1));
    }

    /** Forgets what is older than 24 hours; returns how many records went. */
    public int sweep() {
        return jdbc.sql("delete from idempotency_record where created_at <= installation_now() - interval '24 hours'")
                .update();
    }
}
