package dev.likeness.operator;

import dev.likeness.billing.Bucket;
import dev.likeness.web.Admits;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, as the operator sees and changes them. Secrets open nothing here. */
@RestController
@Admits(CallerKind.OPERATOR)
@OperatorDoor
@RequestMapping("/operator/accounts")
@Tag(name = "Operator")
@SecurityRequirement(name = OperatorConfiguration.SCHEME)
class OperatorAccountController {

    private final OperatorAccounts accounts;
    private final AccountReads reads;

    OperatorAccountController(OperatorAccounts accounts, AccountReads reads) {
        this.accounts = accounts;
        this.reads = reads;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({"400 MISSING_PARAM", "409 CONFLICT"})
    @Operation(operationId = "operatorOpenAccount", summary = "Open an account", description = "Answers the secret, once. With a user_id of your choice it opens one account however often it is sent: the second answers 409, without the secret.")
    OperatorWire.Opened open(@Valid @RequestBody OperatorWire.OpenAccount body) {
        return OperatorWire.Opened.of(accounts.open(body.userId(), body.email(), body.plan(), body.topup()));
    }

    @GetMapping("/{user_id}")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorGetAccount", summary = "Read an account, its balance by bucket and its month")
    OperatorWire.AccountAnswer get(@PathVariable("user_id") UUID account) {
        return new OperatorWire.AccountAnswer(true, OperatorWire.Account.of(reads.find(account)));
    }

    @PutMapping("/{user_id}/plan")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND", "409 CONFLICT"})
    @Operation(operationId = "operatorSetPlan", summary = "Change the plan, at once", description = "What is left of the old plan's credits expires, the new one's are granted, a month begins now. The plan it has already changes nothing.")
    OperatorWire.AccountAnswer plan(@PathVariable("user_id") UUID account,
            @Valid @RequestBody OperatorWire.SetPlan body) {
        accounts.changePlan(account, body.plan());
        return get(account);
    }

    @PostMapping("/{user_id}/grant")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND", "409 CONFLICT"})
    @Operation(operationId = "operatorGrant", summary = "Grant reward credits, once per reference", description = "The same again answers applied false; another amount under it 409.")
    OperatorWire.GrantAnswer grant(@PathVariable("user_id") UUID account,
            @Valid @RequestBody OperatorWire.AddCredits body) {
        return add(account, Bucket.REWARD, body);
    }

    @PostMapping("/{user_id}/topup")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND", "409 CONFLICT"})
    @Operation(operationId = "operatorTopUp", summary = "Add top-up credits, once per reference", description = "As operatorGrant; top-up credits are spent last and never expire.")
    OperatorWire.GrantAnswer topUp(@PathVariable("user_id") UUID account,
            @Valid @RequestBody OperatorWire.AddCredits body) {
        return add(account, Bucket.TOPUP, body);
    }

    @PostMapping("/{user_id}/suspend")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorSuspendAccount", summary = "Stop an account from spending")
    OperatorWire.AccountAnswer suspend(@PathVariable("user_id") UUID account) {
        accounts.suspend(account);
        return get(account);
    }

    @PostMapping("/{user_id}/resume")
    @Refuses({"404 NOT_FOUND", "409 CONFLICT"})
    @Operation(operationId = "operatorResumeAccount", summary = "Let a suspended account spend again", description = "409 for a parked one, which is released instead.")
    OperatorWire.AccountAnswer resume(@PathVariable("user_id") UUID account) {
        accounts.resume(account);
        return get(account);
    }

    @PostMapping("/{user_id}/release")
    @Refuses({"404 NOT_FOUND", "409 CONFLICT"})
    @Operation(operationId = "operatorReleaseAccount", summary = "Let a parked account go, if a fresh audit finds nothing", description = "409 with the findings while its books disagree.")
    OperatorWire.AccountAnswer release(@PathVariable("user_id") UUID account) {
        accounts.release(account);
        return get(account);
    }

    @PostMapping("/{user_id}/audit")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorAuditAccount", summary = "Audit an account now; it is parked where its books disagree")
    OperatorWire.AuditAnswer audit(@PathVariable("user_id") UUID account) {
        return OperatorWire.AuditAnswer.of(account, accounts.audit(account));
    }

    private OperatorWire.GrantAnswer add(UUID account, Bucket bucket, OperatorWire.AddCredits body) {
        OperatorAccounts.Granted granted = accounts.grant(account, bucket, body.credits(), body.reference());
        return OperatorWire.GrantAnswer.of(body.reference(), bucket, body.credits(), granted.applied(),
                granted.balance());
    }
}
