package dev.likeness.account;

import dev.likeness.common.AccessKeys;
import dev.likeness.common.Hmac;
import dev.likeness.common.StartRefusedException;
import dev.likeness.common.file.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hashes secrets with HMAC-SHA256 under a pepper that is not in the database, so that a stolen database opens nothing.
 * The pepper is a setting or, without one, made once and kept in the data folder. The database remembers its
 * fingerprint: a node with another pepper would refuse every secret there is, and does not start instead.
 */
@Component
class SecretHasher {

    private static final String REMEDY = "Set LIKENESS_ACCOUNT_SECRET_PEPPER to the one that the secrets were made with"
            + " (the file secret-pepper in the data folder of the first node), the same on every node.";

    private final Hmac hmac;

    SecretHasher(JdbcClient jdbc, @Value("${likeness.account.secret-pepper:}") String setting,
            @Value("${likeness.data-dir}") Path dataDir) {
        PrivateFile file = new PrivateFile(dataDir.resolve("secret-pepper"));
        String pepper = setting.isBlank() ? file.read() : setting.strip();
        if (pepper.isEmpty()) {
            if (jdbc.sql("select exists (select from installation_pepper)").query(Boolean.class).single()) {
                throw new StartRefusedException(
                        "The pepper that the secrets of this database were hashed with is missing"
                                + " from this node.",
                        REMEDY);
            }
            pepper = file.createOnce(AccessKeys.random());
        }
        hmac = new Hmac(pepper.getBytes(StandardCharsets.UTF_8));
        byte[] fingerprint = hash("the fingerprint of the pepper");
        jdbc.sql("insert into installation_pepper (fingerprint) values (:fingerprint) on conflict do nothing")
                .param("fingerprint", fingerprint).update();
        if (!jdbc.sql("select fingerprint = :fingerprint from installation_pepper").param("fingerprint", fingerprint)
                .query(Boolean.class).single()) {
            throw new StartRefusedException("The secrets of this database were hashed with another pepper than this"
                    + " node's.", REMEDY);
        }
    }

    byte[] hash(String secret) {
        return hmac.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link dev.likeness.web.Caller} carries it. */
    String hex(String secret) {
        return HexFormat.of().formatHex(hash(secret));
    }
}
