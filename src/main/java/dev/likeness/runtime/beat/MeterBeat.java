package dev.likeness.runtime.beat;

import dev.likeness.common.ApiException;
import dev.likeness.runtime.BillingType;
import dev.likeness.runtime.Heartbeat;
import dev.likeness.web.JsonBody;
import dev.likeness.web.KnownSecret;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A numbered beat as clients of 2026 send it (CONTRACT 4.7). Refused is what would meter the wrong session and what has
 * the wrong type; the seconds a client counted are not metered, so a negative one stops nobody's avatar.
 *
 * @param sessionId the client's own name of the session, as sent
 */
record MeterBeat(String sessionId, long seq, Heartbeat heartbeat) {

    private static final Pattern SESSION = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern INSTALL = Pattern
            .compile("|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Raises {@code MISSING_PARAM} and {@code VALIDATION_ERROR}, naming the field. */
    static MeterBeat of(KnownSecret secret, JsonBody body) {
        String session = body.requiredString("session_id");
        if (!SESSION.matcher(session).matches()) {
            throw ApiException.invalid("session_id", "session_id must be 32 hexadecimal digits");
        }
        long seq = seq(body);
        String given = body.string("install_id");
        String install = given == null ? "" : given.strip();
        if (!INSTALL.matcher(install).matches()) {
            throw ApiException.invalid("install_id", "install_id must be a UUID or empty");
        }
        body.number("talking_s");
        body.number("served_s");
        String billingType = BillingType.spelled(text(body, "billing_type"), text(body, "product"));
        return new MeterBeat(session, seq,
                new Heartbeat(secret, null, null, null, null, null, billingType, null, null, null,
                        (install + ":" + session).toLowerCase(Locale.ROOT), seq,
                        Boolean.TRUE.equals(body.bool("accrued"))));
    }

    private static long seq(JsonBody body) {
        int seq = body.requiredInteger("seq");
        if (seq < 1) {
            throw ApiException.invalid("seq", "seq must be 1 or more");
        }
        return seq;
    }

    private static @Nullable String text(JsonBody body, String field) {
        String text = body.string(field);
        return text == null || text.isBlank() ? null : text;
    }
}
