package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs an effect once per account, endpoint and {@code Idempotency-Key}, and repeats its first answer to whoever sends
 * the same again (CONTRACT 1.6). Claim, effect and stored answer are one transaction, so that none exists without the
 * others; the primary key makes twins wait for each other.
 */
@Component
public class Idempotency {

    private static final String REPLAYED = "Idempotency-Replayed";

    private record Stored(byte[] bodyHash, int status, String answer) {
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    public Idempotency(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
    }

    /**
     * The effect's answer or, for a repeat, the first one verbatim.
     *
     * @param endpoint the operation's name, the same on every node and in every version
     * @param key the header {@code Idempotency-Key}; null runs the effect, still in one transaction
     * @param effect changes the state and returns the answer: a wire record (200), or a {@link ResponseEntity} with one
     * @throws ApiException {@code IDEMPOTENCY_IN_FLIGHT} after waiting 2 s for a twin, {@code IDEMPOTENCY_KEY_REUSED} when
     * the key came with another body, {@code VALIDATION_ERROR} for a key of wrong length, and what the effect throws,
     * which leaves nothing behind
     */
    public ResponseEntity<String> run(Caller caller, String endpoint, @Nullable String key, JsonBody body,
            Supplier<?> effect) {
        if (key != null && (key.isEmpty() || key.length() > 255)) {
            throw ApiException.invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 characters");
        }
        ResponseEntity<String> answer = transaction.execute(status -> {
            Stored first = key == null ? null : claim(caller, endpoint, key, body);
            if (first != null) {
                return ResponseEntity.status(first.status).contentType(MediaType.APPLICATION_JSON)
                        .header(REPLAYED, "true").body(first.answer);
            }
            ResponseEntity<String> made = written(effect.get());
            if (key != null) {
                store(caller, endpoint, key, made, status);
            }
            return made;
        });
        if (answer == null) {
            throw new IllegalStateException("a transaction without an answer");
        }
        return answer;
    }

    /** Takes the key for this transaction, waiting at most 2 s for a twin; or the answer stored under it. */
    private @Nullable Stored claim(Caller caller, String endpoint, String key, JsonBody body) {
        byte[] hash = sha256(body.canonical());
        String patience = jdbc.sql("select current_setting('lock_timeout')").query(String.class).single();
        lockTimeout("2s");
        int claimed;
        try {
            claimed = jdbc
                    .sql("""
                            insert into idempotency_record (account_id, endpoint, idempotency_key, body_hash, created_at)
                            values (:account, :endpoint, :key, :hash, installation_now())
                            on conflict (account_id, endpoint, idempotency_key) do update
                                set body_hash = excluded.body_hash, status = null, answer = null, created_at = excluded.created_at
                                where idempotency_record.created_at <= excluded.created_at - interval '24 hours'
                            """)
                    .param("account", caller.accountId()).param("endpoint", endpoint).param("key", key)
                    .param("hash", hash).update();
        } catch (DataAccessException e) {
            throw isLockTimeout(e) ? inFlight() : e;
        }
        lockTimeout(patience);
        if (claimed == 1) {
            return null;
        }
        Stored first = jdbc.sql("""
                select body_hash, status, answer from idempotency_record
                where account_id = :account and endpoint = :endpoint and idempotency_key = :key
                """).param("account", caller.accountId()).param("endpoint", endpoint).param("key", key)
                .query((row, _) -> new Stored(row.getBytes(1), row.getInt(2), row.getString(3))).optional()
                .orElseThrow(Idempotency::inFlight);
        if (!Arrays.equals(first.bodyHash, hash)) {
            throw new ApiException(CommonError.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used with another request body");
        }
        return first;
    }

    private void store(Caller caller, String endpoint, String key, ResponseEntity<String> made,
            TransactionStatus status) {
        if (made.getStatusCode().isError()) {
            status.setRollbackOnly();
            return;
        }
        jdbc.sql("""
                update idempotency_record set status = :status, answer = :answer
                where account_id = :account and endpoint = :endpoint and idempotency_key = :key
                """).param("account", caller.accountId()).param("endpoint", endpoint).param("key", key)
                .param("status", made.getStatusCode().value()).param("answer", made.getBody()).update();
    }

    private ResponseEntity<String> written(@Nullable Object answer) {
        ResponseEntity<?> entity = answer instanceof ResponseEntity<?> given
                ? given
                : new ResponseEntity<>(answer, HttpStatus.OK);
        return ResponseEntity.status(entity.getStatusCode()).headers(entity.getHeaders())
                .contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsString(entity.getBody()));
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

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets what is older than 24 hours; returns how many records went. */
    public int sweep() {
        return jdbc.sql("delete from idempotency_record where created_at <= installation_now() - interval '24 hours'")
                .update();
    }
}
