package dev.likeness.room;

import dev.likeness.agent.Agents;
import dev.likeness.common.ApiException;
import dev.likeness.room.RoomMessage.Kind;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What an owner sends into the live rooms of an agent (CONTRACT 3.6). */
@RestController
@Tag(name = "Agent Context")
@Refuses({"400 MISSING_PARAM", "404 NOT_FOUND"})
class RoomController {

    private static final int LONGEST = 5_000;

    private final RoomOrders orders;
    private final Agents agents;

    RoomController(RoomOrders orders, Agents agents) {
        this.orders = orders;
        this.agents = agents;
    }

    @PostMapping("/v1/agent/{code}/speak")
    @Operation(operationId = "agentSpeak", summary = "Let the avatar say something in its live rooms", description = "At least once to each room, with an id. A room that has gone away fails no other.")
    RoomWire.Delivered speak(Caller caller, @PathVariable String code, @Valid @RequestBody RoomWire.Speak body) {
        return deliver(caller, code, body.roomId(), Kind.SPEAK, text("message", body.message()));
    }

    @PostMapping("/v1/agent/{code}/add-context")
    @Operation(operationId = "addContext", summary = "Tell the agent something in its live rooms, or let it say it")
    RoomWire.Delivered addContext(Caller caller, @PathVariable String code,
            @Valid @RequestBody RoomWire.AddContext body) {
        String context = text("context", body.context());
        return deliver(caller, code, body.roomId(), kind(body.type()), context);
    }

    private RoomWire.Delivered deliver(Caller caller, String code, @Nullable String room, Kind kind, String text) {
        agents.get(caller.accountId(), code);
        Delivery delivery = orders.send(caller.accountId(), code, room, kind, text);
        return new RoomWire.Delivered(code, kind.word(), delivery.rooms(), delivery.skipped());
    }

    private static Kind kind(@Nullable String type) {
        return switch (type) {
            case null -> Kind.ADD_CONTEXT;
            case "", "add_context" -> Kind.ADD_CONTEXT;
            case "speak" -> Kind.SPEAK;
            default -> throw ApiException.invalid("type", "type must be one of: add_context, speak");
        };
    }

    private static String text(String field, String text) {
        if (text.isBlank()) {
            throw ApiException.invalid(field, field + " must not be empty");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw ApiException.invalid(field, field + " must be at most 5000 characters");
        }
        return text.strip();
    }
}
