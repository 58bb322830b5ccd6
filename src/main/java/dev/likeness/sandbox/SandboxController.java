package dev.likeness.sandbox;

import dev.likeness.web.PublicAccess;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The sandbox's endpoints (CONTRACT 12). */
@RestController
@PublicAccess
@RequestMapping("/sandbox")
@ConditionalOnProperty("likeness.sandbox.enabled")
@Tag(name = "Sandbox")
class SandboxController {

    private final SandboxAccounts accounts;
    private final SandboxClock clock;
    private final Faults faults;

    SandboxController(SandboxAccounts accounts, SandboxClock clock, Faults faults) {
        this.accounts = accounts;
        this.clock = clock;
        this.faults = faults;
    }

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses("409 CONFLICT")
    @Operation(operationId = "openSandboxAccount", summary = "Open an account", description = "plan: free (default), creator, pro, business or enterprise. credits: in place of the plan's monthly grant, as top-up.")
    SandboxWire.AccountAnswer open(@Valid @RequestBody(required = false) SandboxWire.OpenAccount body) {
        return SandboxWire.AccountAnswer.of(accounts.open(body.plan(), body.credits(), body.email()));
    }

    @PostMapping("/clock")
    @Refuses("400 MISSING_PARAM")
    @Operation(operationId = "moveSandboxClock", summary = "Move the installation's clock forward", description = "Does what has become due before it answers.")
    SandboxWire.ClockAnswer advance(@Valid @RequestBody SandboxWire.MoveClock body) {
        return SandboxWire.ClockAnswer.of(clock.advance(body.advanceSeconds()));
    }

    @PostMapping("/faults")
    @Refuses("400 MISSING_PARAM")
    @Operation(operationId = "addSandboxFault", summary = "Let the next calls of an operation fail", description = "operation: an operationId, or \"METHOD /path\".")
    SandboxWire.FaultsAnswer fail(@Valid @RequestBody SandboxWire.AddFault body) {
        faults.add(body.fault());
        return SandboxWire.FaultsAnswer.of(faults.waiting());
    }

    @DeleteMapping("/faults")
    @Operation(operationId = "clearSandboxFaults", summary = "Forget all failures")
    SandboxWire.FaultsAnswer clear() {
        faults.clear();
        return SandboxWire.FaultsAnswer.of(List.of());
    }
}
