package dev.likeness.embed.pass;

import dev.likeness.common.Digests;
import dev.likeness.web.KnownSecret;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** With which of an account's secrets a visitor's session is metered. */
@Component
public class Payer {

    private static final int KEY = 16;

    private final JdbcClient jdbc;

    Payer(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names a secret among those of its account, and tells nobody else anything. */
    public static String key(String secretHash) {
        return HexFormat.of().formatHex(Digests.sha256(secretHash)).substring(0, KEY);
    }

    /**
     * A living secret of the account.
     *
     * @param key of the secret that a visitor's token was asked with: when that is dead, so is the token; null for any
     */
    public Optional<KnownSecret> secret(UUID account, @Nullable String key) {
        return jdbc.sql("""
                select encode(secret_hash, 'hex') from living_secret where account_id = :account order by secret_hash
                """).param("account", account)
                .query((row, n) -> new KnownSecret(account, row.getString(1))).list().stream()
                .filter(secret -> key == null || key(secret.secretHash()).equals(key)).findFirst();
    }
}
