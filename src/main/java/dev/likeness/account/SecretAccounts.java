package dev.likeness.account;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.Caller;
import dev.likeness.web.CallerResolver;
import dev.likeness.web.KnownSecret;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose secret is this? The account of a secret never changes, so a node remembers it; whether the secret is alive is
 * asked every time, so that a deleted one stops working at once on every node (CONTRACT 2.4).
 */
@Component
class SecretAccounts implements CallerResolver {

    private static final Logger log = LoggerFactory.getLogger(SecretAccounts.class);
    /** Only secrets that were issued are remembered, so nobody can fill this; when full it starts over. */
    private static final int REMEMBERED = 100_000;
    private static final long USE_NOTED_EVERY_MS = 60_000;

    private record Remembered(UUID account, AtomicLong useNotedAt) {
    }

    private final Map<String, Remembered> accounts = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final SecretHasher hasher;
    private final Clock clock;
    private final Executor aside;

    @Autowired
    SecretAccounts(JdbcClient jdbc, SecretHasher hasher, Clock clock) {
        this(jdbc, hasher, clock, Thread::startVirtualThread);
    }

    SecretAccounts(JdbcClient jdbc, SecretHasher hasher, Clock clock, Executor aside) {
        this.jdbc = jdbc;
        this.hasher = hasher;
        this.clock = clock;
        this.aside = aside;
    }

    @Override
    public Caller authenticate(String secret) {
        String hash = plausibleHash(secret);
        Remembered owner = remembered(hash);
        // The heartbeat, which only identifies, notes the use in its own round trip.
        noteUse(owner, hash);
        return jdbc.sql("""
                select alias from api_secret
                where account_id = :account and secret_hash = :hash and deleted_at is null
                """).param("account", owner.account()).param("hash", bytes(hash)).query(String.class).optional()
                .map(alias -> Caller.ofAccount(owner.account(), alias, hash)).orElseThrow(SecretAccounts::invalid);
    }

    @Override
    public KnownSecret identify(String secret) {
        String hash = plausibleHash(secret);
        return new KnownSecret(remembered(hash).account(), hash);
    }

    @Override
    public void used(KnownSecret secret) {
        noteUse(remembered(secret.secretHash()), secret.secretHash());
    }

    @Override
    public Set<Caller> alive(Set<Caller> callers) {
        if (callers.isEmpty()) {
            return Set.of();
        }
        List<Caller> asked = List.copyOf(callers);
        Set<String> alive = new HashSet<>();
        jdbc.sql("""
                select encode(s.secret_hash, 'hex')
                from unnest(cast(:accounts as uuid[]), cast(:hashes as text[])) w (account_id, hash)
                join api_secret s on s.account_id = w.account_id and s.secret_hash = decode(w.hash, 'hex')
                where s.deleted_at is null
                """).param("accounts", asked.stream().map(Caller::accountId).toArray(UUID[]::new))
                .param("hashes", asked.stream().map(Caller::secretHash).toArray(String[]::new))
                .query((RowCallbackHandler) row -> alive.add(row.getString(1)));
        return asked.stream().filter(caller -> alive.contains(caller.secretHash())).collect(Collectors.toSet());
    }

    private String plausibleHash(String secret) {
        if (!Secrets.plausible(secret)) {
            throw invalid();
        }
        return hasher.hex(secret);
    }

    private Remembered remembered(String hash) {
        Remembered owner = accounts.get(hash);
        return owner == null ? lookUp(hash) : owner;
    }

    /** Whether the secret is alive and its account not suspended: the one query of {@code POST /v1/validate}. */
    boolean valid(@Nullable String secret) {
        return secret != null && Secrets.plausible(secret) && jdbc.sql("""
                select exists (
                    select from secret_directory d join api_secret s using (account_id, secret_hash)
                    join account a using (account_id)
                    where d.secret_hash = :hash and s.deleted_at is null and a.status = 'active')
                """).param("hash", hasher.hash(secret)).query(Boolean.class).single();
    }

    private Remembered lookUp(String hash) {
        Optional<UUID> account = jdbc.sql("select account_id from secret_directory where secret_hash = :hash")
                .param("hash", bytes(hash)).query(UUID.class).optional();
        if (accounts.size() >= REMEMBERED) {
            accounts.clear();
        }
        return accounts.computeIfAbsent(hash,
                fresh -> new Remembered(account.orElseThrow(SecretAccounts::invalid), new AtomicLong(Long.MIN_VALUE)));
    }

    /** Once a minute a node notes that a secret is in use, beside the request and not in it. */
    private void noteUse(Remembered owner, String hash) {
        long now = clock.millis();
        long noted = owner.useNotedAt().get();
        if (noted > now - USE_NOTED_EVERY_MS || !owner.useNotedAt().compareAndSet(noted, now)) {
            return;
        }
        aside.execute(() -> {
            try {
                jdbc.sql("""
                        update api_secret set last_used_at = installation_now()
                        where account_id = :account and secret_hash = :hash and deleted_at is null
                        """).param("account", owner.account()).param("hash", bytes(hash)).update();
            } catch (DataAccessException e) {
                log.debug("The use of a secret was not noted", e);
            }
        });
    }

    private static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash);
    }

    private static ApiException invalid() {
        return new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
    }
}
