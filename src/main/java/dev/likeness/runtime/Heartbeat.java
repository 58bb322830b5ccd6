package dev.likeness.runtime;

import dev.likeness.web.KnownSecret;
import org.jspecify.annotations.Nullable;

/**
 * One sign of life of a client, as it was sent. Everything but the secret may be missing.
 *
 * @param secret who beats; whether the secret is still good is decided in the database
 * @param fingerprint the runtime instance
 * @param roomName tells instances without fingerprint apart
 * @param agentCode what is played
 * @param modelHash SHA-256 of the file that is played, when the client does not know the agent
 * @param runtimeModelHash the same, from another place in the client
 * @param billingType as sent; {@link BillingType#of} reads it
 * @param userId the client's own user
 * @param tags free text of the client
 * @param runtimeVersion the client's version
 * @param meterSession the client's installation and its own name of the session (CONTRACT 4.7); tells who beats,
 *     instead of all the above
 * @param seq the client's number of this beat: what came under one that counted before counts no more
 * @param accrued of time kept from an earlier run; opens no session
 */
public record Heartbeat(KnownSecret secret, @Nullable String fingerprint, @Nullable String roomName,
        @Nullable String agentCode, @Nullable String modelHash, @Nullable String runtimeModelHash,
        @Nullable String billingType, @Nullable String userId, @Nullable String tags, @Nullable String runtimeVersion,
        @Nullable String meterSession, @Nullable Long seq, boolean accrued) {

    /** A heartbeat of CONTRACT 4.1. */
    public Heartbeat(KnownSecret secret, @Nullable String fingerprint, @Nullable String roomName,
            @Nullable String agentCode, @Nullable String modelHash, @Nullable String runtimeModelHash,
            @Nullable String billingType, @Nullable String userId, @Nullable String tags,
            @Nullable String runtimeVersion) {
        this(secret, fingerprint, roomName, agentCode, modelHash, runtimeModelHash, billingType, userId, tags,
                runtimeVersion, null, null, false);
    }
}
