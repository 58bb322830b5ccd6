package dev.likeness.account;

import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Tells whether a secret works; any body is ignored (CONTRACT 1.1). */
@RestController
@Tag(name = "Authentication")
class ValidationController {

    private final SecretAccounts secrets;

    ValidationController(SecretAccounts secrets) {
        this.secrets = secrets;
    }

    @PublicAccess
    @PostMapping("/v1/validate")
    @Operation(operationId = "validateApiSecret", summary = "Tell whether an API secret works", description = "Always 200. A missing, unknown or deleted secret, or a suspended account, is false.")
    AccountWire.Validity validate(
            @Parameter(hidden = true) @RequestHeader(name = "api-secret", required = false) @Nullable String secret,
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false) @Nullable String bearer) {
        return new AccountWire.Validity(secrets.valid(presented(secret, bearer)));
    }

    private static @Nullable String presented(@Nullable String secret, @Nullable String bearer) {
        if (secret != null && !secret.isBlank()) {
            return secret.strip();
        }
        return bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7) ? bearer.substring(7).strip() : null;
    }
}
