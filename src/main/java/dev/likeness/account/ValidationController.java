package dev.likeness.account;

import dev.likeness.web.Credentials;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
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
    @Operation(operationId = "validateApiSecret", summary = "Tell whether an API secret works", security = @SecurityRequirement(name = "apiSecret"), description = "Always 200. A missing, unknown or deleted secret, or a suspended account, is false.")
    AccountWire.Validity validate(HttpServletRequest request) {
        return new AccountWire.Validity(secrets.valid(Credentials.secret(request)));
    }
}
