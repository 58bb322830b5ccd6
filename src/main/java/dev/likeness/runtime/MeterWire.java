package dev.likeness.runtime;

import dev.likeness.common.Model;
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
}
