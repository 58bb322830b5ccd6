package dev.likeness.account;

import dev.likeness.common.AccessKeys;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The secrets of accounts (CONTRACT 2.4): only their hashes and display forms are kept. */
@Service
class Secrets {

    /** A secret as its owner sees it later: {@code display} has its first 8 and last 4 characters. */
    record Listed(String alias, String display, Instant createdAt, @Nullable Instant lastUsedAt) {
    }

    /** A new secret, in clear for the only time. */
    record Created(String alias, String secret) {
    }

    private static final int LENGTH = 64;
    /** An alias is a segment of a path: what cannot stand there could never be deleted. */
    private static final Pattern NO_ALIAS = Pattern.compile(".*[/\\\\\\p{Cntrl}].*|\\.\\.?|\\s*", Pattern.DOTALL);

    private final JdbcClient jdbc;
    private final SecretHasher hasher;
    private final SecureRandom randomness = new SecureRandom();

    Secrets(JdbcClient jdbc, SecretHasher hasher) {
        this.jdbc = jdbc;
        this.hasher = hasher;
    }

    /** Whether a text can be a secret at all; everything else is refused without asking the database. */
    static boolean plausible(String text) {
        return text.length() == LENGTH && text.chars().allMatch(Secrets::isUrlSafe);
    }

    private static boolean isUrlSafe(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    String random() {
        return AccessKeys.random();
    }

    /** Makes a secret and lifts a revoke-all. Raises {@code VALIDATION_ERROR} and {@code ALIAS_EXISTS}. */
    @Transactional
    Created create(UUID account, @Nullable String alias) {
        String name = alias == null ? "key-" + Long.toString(randomness.nextLong(1L << 40) | 1L << 40, 36) : alias;
        if (name.codePointCount(0, name.length()) > 32 || NO_ALIAS.matcher(name).matches()) {
            throw ApiException.invalid("alias",
                    "alias must be 1 to 32 characters, without slashes or control characters");
        }
        String secret = random();
        if (!add(account, name, secret)) {
            throw new ApiException(AccountError.ALIAS_EXISTS,
                    "An API secret with the alias '" + name + "' exists already");
        }
        jdbc.sql("""
                update account set runtime_suspended_at = null, runtime_suspended_reason = null, version = version + 1
                where account_id = :account and runtime_suspended_at is not null
                """).param("account", account).update();
        return new Created(name, secret);
    }

    /** Records a secret; false when a living one has that alias. Runs in the caller's transaction. */
    boolean add(UUID account, String alias, String secret) {
        byte[] hash = hasher.hash(secret);
        int added = jdbc.sql("""
                insert into api_secret (account_id, secret_hash, alias, display, created_at)
                values (:account, :hash, :alias, :display, installation_now())
                on conflict (account_id, alias) where deleted_at is null do nothing
                """).param("account", account).param("hash", hash).param("alias", alias)
                .param("display", secret.substring(0, 8) + "..." + secret.substring(secret.length() - 4)).update();
        if (added == 1) {
            jdbc.sql("insert into secret_directory (secret_hash, account_id) values (:hash, :account)")
                    .param("hash", hash).param("account", account).update();
        }
        return added == 1;
    }

    List<Listed> list(UUID account) {
        return jdbc.sql("""
                select alias, display, created_at, last_used_at from api_secret
                where account_id = :account and deleted_at is null order by created_at, alias
                """).param("account", account).query((row, n) -> {
            OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
            return new Listed(row.getString("alias"), row.getString("display"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    used == null ? null : used.toInstant());
        }).list();
    }

    /** Always refused: {@code SECRET_REVEAL_CONSOLE_ONLY}, or {@code NOT_FOUND} when there is no such alias. */
    ApiException reveal(UUID account, String alias) {
        return list(account).stream().anyMatch(secret -> secret.alias().equals(alias))
                ? new ApiException(AccountError.SECRET_REVEAL_CONSOLE_ONLY,
                        "The value of an API secret is shown once, when it is created")
                : missing();
    }

    /** Ends a secret at once on every node. Raises {@code NOT_FOUND}. */
    void delete(UUID account, String alias) {
        if (alias.indexOf('\0') >= 0 || jdbc.sql("""
                update api_secret set deleted_at = installation_now()
                where account_id = :account and alias = :alias and deleted_at is null
                """).param("account", account).param("alias", alias).update() == 0) {
            throw missing();
        }
    }

    private static ApiException missing() {
        return new ApiException(CommonError.NOT_FOUND, "API secret not found");
    }
}
