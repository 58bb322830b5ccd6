package dev.likeness.dynamics;

import dev.likeness.agent.Agents;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import dev.likeness.room.Delivery;
import dev.likeness.room.RoomMessage;
import dev.likeness.room.Rooms;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gestures in live rooms (CONTRACT 5). */
@RestController
@Tag(name = "Dynamics")
class TriggerController {

    private final Agents agents;
    private final AgentGestures gestures;
    private final Rooms rooms;
    private final Clock clock;

    TriggerController(Agents agents, AgentGestures gestures, Rooms rooms, Clock clock) {
        this.agents = agents;
        this.gestures = gestures;
        this.rooms = rooms;
        this.clock = clock;
    }

    @PostMapping("/v1/agent/{code}/dynamics/trigger")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND"})
    @Operation(operationId = "triggerDynamics", summary = "Play a gesture in an agent's live rooms", description = "One of those that GET /v1/dynamics/{agent_id} lists, while they are switched on. Counted as speak counts.")
    DynamicsWire.Triggered triggerDynamics(Caller caller, @PathVariable String code,
            @Valid @RequestBody DynamicsWire.Trigger body) {
        UUID account = caller.accountId();
        agents.get(account, code);
        String action = body.action().strip();
        Playable playable = gestures.of(account, code);
        if (!playable.films().containsKey(action)) {
            throw new ApiException(CommonError.NOT_FOUND, playable.films().isEmpty()
                    ? "Agent " + code
                            + " plays no gestures: order them with POST /v1/dynamics/generate, or switch them on"
                    : "Unknown action; agent " + code + " plays " + String.join(", ", playable.films().keySet()));
        }
        String room = body.roomId() == null || body.roomId().isBlank() ? null : body.roomId();
        Delivery delivery = rooms.deliver(account, code, room,
                new RoomMessage(Ids.sortable(clock.millis()), RoomMessage.Kind.GESTURE, action));
        if (delivery.rooms() + delivery.skipped() == 0) {
            throw new ApiException(CommonError.NOT_FOUND, "No active rooms found for agent " + code);
        }
        return new DynamicsWire.Triggered(code, action, delivery.rooms(), delivery.skipped());
    }
}
