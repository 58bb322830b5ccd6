package dev.likeness.sandbox;

import dev.likeness.account.NewAccount;
import dev.likeness.common.ApiException;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of the sandbox: CONTRACT 12. */
final class SandboxWire {

    private SandboxWire() {
    }

    @Body
    @Schema(name = "SandboxOpenAccount")
    record OpenAccount(
            @Schema(description = "free when absent", allowableValues = {
                    "free", "creator", "pro", "business", "enterprise"}) @Nullable String plan,
            @Schema(description = "In place of the plan's monthly grant, as top-up") @Min(value = 0, message = CREDITS) @Max(value = 1_000_000_000, message = CREDITS) @Nullable Integer credits,
            @Nullable String email) {

        private static final String CREDITS = "must be between 0 and 1000000000";
    }

    @Body
    @Schema(name = "SandboxMoveClock")
    record MoveClock(@Required @Min(value = 0, message = "must not be negative") Integer advanceSeconds) {
    }

    @Body
    @Schema(name = "SandboxAddFault")
    record AddFault(
            @Schema(description = "An operationId, or \"METHOD /path\"") @Required @NotBlank(message = "must be an operationId or \"METHOD /path\"") String operation,
            @Schema(description = "Answered in the error envelope instead of calling the operation") @Min(value = 400, message = STATUS) @Max(value = 599, message = STATUS) @Nullable Integer status,
            @Schema(description = "Waited before that") @Min(value = 0, message = LATENCY) @Max(value = 120_000, message = LATENCY) @Nullable Integer latencyMs,
            @Schema(description = "Cut the connection instead of answering; the operation has taken effect") @Nullable Boolean dropResponse,
            @Schema(description = "How many calls meet it") @Required @Min(value = 1, message = TIMES) @Max(value = 1_000_000, message = TIMES) Integer times) {

        private static final String STATUS = "must be between 400 and 599";
        private static final String LATENCY = "must be between 0 and 120000";
        private static final String TIMES = "must be between 1 and 1000000";

        Fault fault() {
            Fault fault = new Fault(operation, status, Objects.requireNonNullElse(latencyMs, 0),
                    Boolean.TRUE.equals(dropResponse), times);
            if (fault.doesNothing()) {
                throw ApiException.invalid("status", "give at least one of status, latency_ms, drop_response");
            }
            return fault;
        }
    }

    @Schema(name = "SandboxAccountAnswer")
    record AccountAnswer(boolean success, Account data) {

        static AccountAnswer of(NewAccount account) {
            return new AccountAnswer(true,
                    new Account(account.accountId(), account.email(), account.plan().slug(), account.secret()));
        }
    }

    @Schema(name = "SandboxAccount")
    record Account(UUID userId, String email, String plan, String secret) {
    }

    @Schema(name = "SandboxClockAnswer")
    record ClockAnswer(boolean success, Clock data) {

        static ClockAnswer of(SandboxClock.Moved moved) {
            return new ClockAnswer(true, new Clock(moved.now(), moved.offsetSeconds()));
        }
    }

    @Schema(name = "SandboxClock")
    record Clock(Instant now, long offsetSeconds) {
    }

    @Schema(name = "SandboxFaultsAnswer")
    record FaultsAnswer(boolean success, FaultList data) {

        static FaultsAnswer of(List<Fault> faults) {
            return new FaultsAnswer(true, new FaultList(faults.stream().map(FaultItem::of).toList()));
        }
    }

    @Schema(name = "SandboxFaults")
    record FaultList(List<FaultItem> faults) {
    }

    @Schema(name = "SandboxFault")
    record FaultItem(String operation, @Nullable Integer status, int latencyMs, boolean dropResponse, int times) {

        static FaultItem of(Fault fault) {
            return new FaultItem(fault.operation(), fault.status(), fault.latencyMs(), fault.dropResponse(),
                    fault.times());
        }
    }
}
