package dev.likeness.sandbox;

import dev.likeness.account.NewAccount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of the sandbox: CONTRACT 12. */
final class SandboxWire {

    private SandboxWire() {
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
