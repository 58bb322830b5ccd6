package dev.likeness.room;

import dev.likeness.web.body.Body;
import dev.likeness.web.body.Required;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The JSON of what is sent into rooms (CONTRACT 3.6). */
final class RoomWire {

    private RoomWire() {
    }

    @Body(forms = true)
    @Schema(name = "SpeakRequest")
    record Speak(@Schema(description = "1 to 5,000 characters") @Required String message,
            @Schema(description = "One room; all open ones when absent") @Nullable String roomId) {
    }

    @Body(forms = true)
    @Schema(name = "AddContextRequest")
    record AddContext(@Schema(description = "1 to 5,000 characters") @Required String context,
            @Schema(description = "speak says it, add_context only lets the agent know", allowableValues = {
                    "add_context", "speak"}, defaultValue = "add_context") @Nullable String type,
            @Schema(description = "One room; all open ones when absent") @Nullable String roomId) {
    }

    @Schema(name = "ContextDelivery")
    record Delivered(String agentCode,
            @Schema(allowableValues = {
                    "speak", "add_context"}) String contextType,
            @Schema(description = "Rooms that have it, or get it within moments") int deliveredToRooms,
            @Schema(description = "Open rooms that nobody holds any more") int roomsSkippedNoWorker) {
    }
}
