package dev.likeness.runtime.beat;

import dev.likeness.runtime.Admission;
import dev.likeness.runtime.BillingType;
import dev.likeness.runtime.RuntimeSessions;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The newer spelling of validate and heartbeat (CONTRACT 4.7). */
@RestController
@Tag(name = "Authentication")
class MeterController {

    private final Admission admission;
    private final RuntimeSessions sessions;

    MeterController(Admission admission, RuntimeSessions sessions) {
        this.admission = admission;
        this.sessions = sessions;
    }

    @PostMapping("/v1/auth/validate")
    @Refuses({"402 INSUFFICIENT_BALANCE", "403 ACCOUNT_SUSPENDED, RUNTIME_SUSPENDED"})
    @Operation(operationId = "validateRuntime", summary = "Tell whether a secret and its balance would do for a session of a product", description = "Charges nothing and takes no slot. Refused as a heartbeat would be: 401, 402 when the balance does not cover a minute, 403 for a revoked secret or a suspended account. The plan's concurrent sessions are not counted: the session that a restarting client has left behind, and will take up again, would count against it.")
    MeterWire.Valid validate(KnownSecret secret,
            @Valid @RequestBody(required = false) MeterWire.Product body) {
        BillingType type = BillingType.of(BillingType.spelled(null, body.product()));
        return MeterWire.Valid.of(type, admission.check(secret, type.rate()));
    }

    @PostMapping("/v1/meter/beats")
    @Refuses({"400 MISSING_PARAM", "402 INSUFFICIENT_BALANCE",
            "403 ACCOUNT_SUSPENDED, RUNTIME_SUSPENDED, CONCURRENCY_LIMIT_REACHED"})
    @Operation(operationId = "meterBeat", summary = "Keep a session alive that the client numbers itself", description = "The same metering as a heartbeat: each started minute on the server's clock once, gaps of up to 300 s billed. Sent every 60 s and once at the end. A beat repeated, or delivered after one of a higher number, counts no more and is answered 200. Beats of time kept from an earlier run (accrued) open no session.")
    MeterWire.BeatAnswer beat(KnownSecret secret, @Valid @RequestBody MeterWire.BeatRequest body) {
        MeterBeat beat = MeterBeat.of(secret, body);
        return MeterWire.BeatAnswer.of(beat, sessions.beat(beat.heartbeat()));
    }
}
