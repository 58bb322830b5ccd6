package dev.likeness.account;

import dev.likeness.web.body.Body;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of accounts and secrets (CONTRACT 1.1, 2.4): bare, without an envelope. */
final class AccountWire {

    private AccountWire() {
    }

    @Schema(name = "SecretValidity")
    record Validity(boolean valid) {
    }

    @Body
    @Schema(name = "CreateSecret")
    record CreateSecret(
            @Schema(description = "1 to 32 characters; generated if absent", maxLength = 32) @Nullable String alias) {
    }

    @Schema(name = "CreatedSecret")
    record CreatedSecret(String alias,
            @Schema(description = "The clear value; never shown again") String secret) {
    }

    @Schema(name = "DeletedSecret")
    record DeletedSecret(String alias, String message) {
    }

    @Schema(name = "Secret")
    record Secret(String alias, String name, @Schema(description = "The display form") String key, String keyDisplay,
            Instant createdAt, @Nullable Instant lastUsedAt) {

        static Secret of(Secrets.Listed secret) {
            return new Secret(secret.alias(), secret.alias(), secret.display(), secret.display(), secret.createdAt(),
                    secret.lastUsedAt());
        }
    }

    @Schema(name = "SecretList")
    record SecretList(UUID userId, List<Secret> data, int totalCount) {
    }
}
