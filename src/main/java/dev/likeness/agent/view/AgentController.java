package dev.likeness.agent.view;

import dev.likeness.agent.Agents;
import dev.likeness.common.Pagination;
import dev.likeness.web.Caller;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading, listing, changing and deleting agents (CONTRACT 3.2, 3.3). */
@RestController
class AgentController {

    private final Agents agents;
    private final AgentEdits edits;
    private final AgentViews views;

    AgentController(Agents agents, AgentEdits edits, AgentViews views) {
        this.agents = agents;
        this.edits = edits;
        this.views = views;
    }

    @GetMapping("/v1/agent/{code}")
    @Tag(name = "Agent Management")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "getAgent", summary = "Read an agent")
    AgentWire.One get(Caller caller, @PathVariable String code) {
        return new AgentWire.One(true, views.details(caller.accountId(), code));
    }

    @GetMapping("/v1/agent/status/{agent_id}")
    @Tag(name = "Agent Generation")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "getAgentStatus", summary = "Read how far an agent is", description = "Progress never falls. ready and failed are final; every member is there, null where unknown.")
    AgentWire.StatusAnswer status(KnownSecret secret, @PathVariable("agent_id") String code) {
        return new AgentWire.StatusAnswer(true, views.status(secret, code));
    }

    @GetMapping("/v1/agents")
    @Tag(name = "Agent Management")
    @Operation(operationId = "listAgents", summary = "List the agents, newest first")
    AgentWire.Page list(Caller caller,
            @Schema(minimum = "1", maximum = "100") @RequestParam(defaultValue = "20") int limit,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "processing, generating, completed, success, ready or failed") @RequestParam(required = false) @Nullable String status) {
        Pagination.check(limit, 100, offset);
        return views.page(caller.accountId(), AgentEdits.status(status), limit, offset);
    }

    @PostMapping("/v1/agent/{code}")
    @Tag(name = "Agent Management")
    @Refuses({"400 MISSING_PARAM", "404 NOT_FOUND"})
    @Operation(operationId = "updateAgent", summary = "Change an agent's words", description = "In effect for its next session.")
    AgentWire.Updated update(Caller caller, @PathVariable String code, @Valid @RequestBody AgentWire.Update body) {
        edits.apply(caller.accountId(), code, body);
        return new AgentWire.Updated(true, code, true);
    }

    @DeleteMapping("/v1/agent/{code}")
    @Tag(name = "Agent Management")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "deleteAgent", summary = "Delete an agent", description = "Its files go, its usage stays; live sessions end; a running build is cancelled and refunded.")
    AgentWire.Deleted delete(Caller caller, @PathVariable String code) {
        agents.delete(caller.accountId(), code);
        return new AgentWire.Deleted(true, code, true);
    }
}
