package dev.likeness.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a charge is for, as {@code GET /v1/usage} shows it.
 *
 * @param activityType the kind of activity, such as {@code agent_generation}
 * @param source where it came from, such as {@code api}
 * @param pricingCode the price that applied, see {@link PricingCode}
 * @param agentCode the agent it was about
 * @param sessionId the live session it was about
 * @param roomName the room it took place in
 * @param start when it began
 * @param end when it ended
 */
public record Subject(String activityType, String source, String pricingCode, @Nullable String agentCode,
        @Nullable String sessionId, @Nullable String roomName, @Nullable Instant start, @Nullable Instant end) {

    /** Something made for an agent by a request. */
    public static Subject ofAgent(String activityType, String pricingCode, String agentCode) {
        return new Subject(activityType, "api", pricingCode, agentCode, null, null, null, null);
    }
}
