package dev.likeness.dynamics;

import dev.likeness.agent.Agents;
import dev.likeness.room.Delivery;
import dev.likeness.room.RoomMessage;
import dev.likeness.room.RoomOrders;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
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
    private final RoomOrders orders;

    TriggerController(Agents agents, AgentGestures gestures, RoomOrders orders) {
        this.agents = agents;
        this.gestures = gestures;
        this.orders = orders;
    }

    @PostMapping("/v1/agent/{code}/dynamics/trigger")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND"})
    @Operation(operationId = "triggerDynamics", summary = "Play a gesture in an agent's live rooms", description = "One of those that GET /v1/dynamics/{agent_id} lists, while they are switched on. Counted as speak counts.")
    DynamicsWire.Triggered triggerDynamics(Caller caller, @PathVariable String code,
            @Valid @RequestBody DynamicsWire.Trigger body) {
        UUID account = caller.accountId();
        agents.get(account, code);
        String action = body.action().strip();
        Playable playable = gestures.required(account, code, action);
        Delivery delivery = orders.send(account, code, body.roomId(), RoomMessage.Kind.GESTURE, playable.told(action));
        return new DynamicsWire.Triggered(code, action, delivery.rooms(), delivery.skipped());
    }
}
