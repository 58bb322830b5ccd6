package dev.likeness.account;

import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An account's own secrets (CONTRACT 2.4). */
@RestController
@RequestMapping("/v2/{user_id}/api-secrets")
@Refuses("403 FORBIDDEN")
@Tag(name = "API Secrets")
class SecretController {

    private final Secrets secrets;

    SecretController(Secrets secrets) {
        this.secrets = secrets;
    }

    @PostMapping
    @Refuses("409 ALIAS_EXISTS")
    @Operation(operationId = "createApiSecret", summary = "Create an API secret", description = "The clear value is in this answer only. Lifts a revoke-all.")
    AccountWire.CreatedSecret create(Caller caller, @PathVariable("user_id") String userId,
            @Valid @RequestBody(required = false) AccountWire.CreateSecret body) {
        Accounts.requireOwn(caller, userId);
        Secrets.Created created = secrets.create(caller.accountId(), body.alias());
        return new AccountWire.CreatedSecret(created.alias(), created.secret());
    }

    @GetMapping
    @Operation(operationId = "listApiSecrets", summary = "List the API secrets")
    AccountWire.SecretList list(Caller caller, @PathVariable("user_id") String userId) {
        Accounts.requireOwn(caller, userId);
        List<AccountWire.Secret> rows = secrets.list(caller.accountId()).stream().map(AccountWire.Secret::of).toList();
        return new AccountWire.SecretList(caller.accountId(), rows, rows.size());
    }

    @GetMapping("/{alias}/get-value")
    @Refuses({"403 SECRET_REVEAL_CONSOLE_ONLY", "404 NOT_FOUND"})
    @Operation(operationId = "revealApiSecret", summary = "Refused: a stored secret's value cannot be read")
    void reveal(Caller caller, @PathVariable("user_id") String userId, @PathVariable String alias) {
        Accounts.requireOwn(caller, userId);
        throw secrets.reveal(caller.accountId(), alias);
    }

    @DeleteMapping("/{alias}")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "deleteApiSecret", summary = "Delete an API secret", description = "It stops working at once, on every node.")
    AccountWire.DeletedSecret delete(Caller caller, @PathVariable("user_id") String userId,
            @PathVariable String alias) {
        Accounts.requireOwn(caller, userId);
        secrets.delete(caller.accountId(), alias);
        return new AccountWire.DeletedSecret(alias, "API secret deleted successfully");
    }
}
