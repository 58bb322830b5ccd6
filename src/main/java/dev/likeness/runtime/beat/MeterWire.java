package dev.likeness.runtime.beat;

import dev.likeness.common.Model;
import dev.likeness.runtime.Beat;
import dev.likeness.runtime.BillingType;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of the newer spelling of validate and heartbeat (CONTRACT 4.7). */
final class MeterWire {

    private MeterWire() {
    }

    @Body
    @Schema(name = "RuntimeProduct")
    record Product(
            @Schema(description = "A model, such as expression-2 (self-hosted), or a billing type; an unknown one is essence-1, self-hosted") @Nullable String product) {
    }

    @Schema(name = "RuntimeValidity")
    record Valid(boolean valid, @Schema(description = "What is billed") @Nullable Model model, String pricingCode,
            long creditsPerMinute, long balance) {

        static Valid of(BillingType type, long balance) {
            return new Valid(true, type.model(), type.pricingCode(), type.rate(), balance);
        }
    }

    @Body
    @Schema(name = "MeterBeatRequest")
    record BeatRequest(
            @Schema(description = "32 hexadecimal digits, one for each opened avatar") @Required @Pattern(regexp = "^[0-9a-fA-F]{32}$", message = "must be 32 hexadecimal digits") String sessionId,
            @Schema(description = "The number of this beat in its session") @Required @Min(value = 1, message = "must be 1 or more") Integer seq,
            @Schema(description = "UUID of the machine, or empty: the same session_id of another one is another session") @Pattern(regexp = "^\\s*([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})?\\s*$", message = "must be a UUID or empty") @Nullable String installId,
            @Schema(description = "Seconds; not metered") @Nullable Double talkingS,
            @Schema(description = "Seconds; not metered") @Nullable Double servedS, @Nullable String billingType,
            @Schema(description = "The model that is played, when billing_type does not say") @Nullable String product,
            @Schema(description = "Of time kept from an earlier run") @Nullable Boolean accrued,
            @Schema(description = "Not read") @Nullable JsonNode deployment) {
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
