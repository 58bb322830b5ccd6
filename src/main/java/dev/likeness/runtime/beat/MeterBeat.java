package dev.likeness.runtime.beat;

import dev.likeness.runtime.BillingType;
import dev.likeness.runtime.Heartbeat;
import dev.likeness.web.KnownSecret;
import java.util.Locale;

/**
 * A numbered beat as clients of 2026 send it (CONTRACT 4.7). Refused is what would meter the wrong session and what has
 * the wrong type; the seconds a client counted are not metered, so a negative one stops nobody's avatar.
 *
 * @param sessionId the client's own name of the session, as sent
 */
record MeterBeat(String sessionId, long seq, Heartbeat heartbeat) {

    static MeterBeat of(KnownSecret secret, MeterWire.BeatRequest body) {
        String install = body.installId() == null ? "" : body.installId().strip();
        String billingType = BillingType.spelled(TokenWire.known(body.billingType()), TokenWire.known(body.product()));
        return new MeterBeat(body.sessionId(), body.seq(),
                new Heartbeat(secret, null, null, null, null, null, billingType, null, null, null,
                        (install + ":" + body.sessionId()).toLowerCase(Locale.ROOT), (long) body.seq(),
                        Boolean.TRUE.equals(body.accrued())));
    }
}
