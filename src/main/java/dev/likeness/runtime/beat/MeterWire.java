package dev.likeness.runtime.beat;

import dev.likeness.common.Model;
import dev.likeness.runtime.Beat;
import dev.likeness.runtime.BillingType;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The JSON of the newer spelling of validate and heartbeat (CONTRACT 4.7). */
final class MeterWire {

    private MeterWire() {
    }

    @Schema(name = "RuntimeProduct")
    record Product(
            @Schema(description = "A model, such as expression-2 (self-hosted), or a billing type; an unknown one is essence-1, self-hosted", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable String product) {
    }

    @Schema(name = "RuntimeValidity")
    record Valid(boolean valid, @Schema(description = "What is billed") @Nullable Model model, String pricingCode,
            long creditsPerMinute, long balance) {

        static Valid of(BillingType type, long balance) {
            return new Valid(true, type.model(), type.pricingCode(), type.rate(), balance);
        }
    }

    @Schema(name = "MeterBeatRequest")
    record BeatRequest(
            @Schema(description = "32 hexadecimal digits, one for each opened avatar", pattern = "^[0-9a-fA-F]{32}$") String sessionId,
            @Schema(description = "The number of this beat in its session", minimum = "1") int seq,
            @Schema(description = "The model that is played, when billing_type does not say", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable String product,
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable String billingType,
            @Schema(description = "Seconds; not metered", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable Double talkingS,
            @Schema(description = "Seconds; not metered", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable Double servedS,
            @Schema(description = "UUID of the machine, or empty: the same session_id of another one is another session", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable String installId,
            @Schema(description = "Of time kept from an earlier run", requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable Boolean accrued,
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @Nullable String deployment) {
    }

    @Schema(name = "MeterBeatAnswer")
    record BeatAnswer(String status, int statusCode, Counted data) {

        static BeatAnswer of(MeterBeat sent, Beat beat) {
            return new BeatAnswer("success", 200,
                    new Counted(sent.sessionId(), sent.seq(), beat.balance(), TokenWire.GRACE_SECONDS));
        }
    }

    @Schema(name = "MeterBeatCounted")
    record Counted(@Schema(description = "As it was sent") String sessionId,
            @Schema(description = "As it was sent") long seq, long balance, int offlineGraceSeconds) {
    }
}
