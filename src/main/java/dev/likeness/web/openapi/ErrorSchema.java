package dev.likeness.web.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The error envelope (CONTRACT 1.2) as the description shows it; what writes it is {@code web.ErrorEnvelope}. */
final class ErrorSchema {

    private ErrorSchema() {
    }

    @Schema(name = "Error", description = "Every error of every operation.")
    record Envelope(Problem error, @Schema(description = "The same as error.message.") String message,
            @Schema(allowableValues = "error") String status, int statusCode) {
    }

    @Schema(name = "ErrorProblem")
    record Problem(@Schema(example = "NOT_FOUND") String code, String message,
            @JsonProperty("httpStatus") @Schema(example = "404") int httpStatus,
            @Schema(description = "Where to get a larger plan.", nullable = true) @Nullable String upgradeUrl,
            @Schema(description = "Where to get more credits.", nullable = true) @Nullable String topupUrl,
            @Nullable List<Detail> details) {
    }

    @Schema(name = "ErrorDetail")
    record Detail(String field, String message) {
    }
}
