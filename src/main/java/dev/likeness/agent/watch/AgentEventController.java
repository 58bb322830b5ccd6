package dev.likeness.agent.watch;

import dev.likeness.agent.ModelAdd;
import dev.likeness.agent.view.AgentSnapshot;
import dev.likeness.agent.view.AgentViews;
import dev.likeness.agent.view.AgentWire;
import dev.likeness.web.Caller;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The life of an agent as server-sent events, so that a client need not poll. Each listener holds a virtual thread and a
 * connection, and asks the database nothing: {@link AgentWatch} does for all.
 */
@RestController
@Tag(name = "Agent Management")
class AgentEventController {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** Then it ends, and clients connect again: nothing lives for ever. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final AgentViews views;
    private final AgentWatch watch;
    private final AgentListeners listeners;
    private final JsonMapper json;

    AgentEventController(AgentViews views, AgentWatch watch, AgentListeners listeners,
            JsonMapper json) {
        this.listeners = listeners;
        this.views = views;
        this.watch = watch;
        this.json = json;
    }

    @GetMapping("/v1/agent/{code}/events")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "followAgent", summary = "Follow an agent until it is ready or failed", description = "Server-sent events. `progress` whenever something changed, and last `ready`, `failed` or `deleted`; each with the data of the status as JSON. While models are being added the stream goes on. A comment every 15 s keeps the connection.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    void agentEvents(Caller caller, @PathVariable String code, HttpServletResponse response)
            throws IOException, InterruptedException {
        AgentSnapshot agent = views.snapshot(caller.accountId(), code);
        listeners.enter(caller);
        AgentWatch.Topic topic = watch.join(caller.accountId(), code);
        try {
            describe(response);
            follow(caller, agent, topic, response.getWriter());
        } finally {
            topic.leave();
            listeners.leave(caller);
        }
    }

    /** Spring would answer it by the stream, which would go on for an hour without anybody who could hang up. */
    @RequestMapping(path = "/v1/agent/{code}/events", method = RequestMethod.HEAD)
    @Operation(hidden = true)
    void describeEvents(Caller caller, @PathVariable String code, HttpServletResponse response) {
        views.snapshot(caller.accountId(), code);
        describe(response);
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        // nginx would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void follow(Caller caller, AgentSnapshot first, AgentWatch.Topic topic, PrintWriter out)
            throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        AgentWire.Status shown = views.status(first);
        String sent = json.writeValueAsString(shown);
        String seen = "";
        out.write("retry: 3000\n\n");
        boolean goesOn = send(out, event(shown), sent);
        while (goesOn && System.nanoTime() < end) {
            AgentWatch.Sight sight = topic.await(caller, seen, HEARTBEAT);
            if (!watch.goesOnFor(caller)) {
                return;
            }
            if (sight == null) {
                out.write(": still here\n\n");
                goesOn = !out.checkError();
                continue;
            }
            seen = sight.version();
            AgentSnapshot agent = sight.agent();
            if (agent == null) {
                send(out, "deleted", sent);
                return;
            }
            shown = views.status(agent);
            String now = json.writeValueAsString(shown);
            if (!now.equals(sent)) {
                sent = now;
                goesOn = send(out, event(shown), sent);
            }
        }
    }

    private static String event(AgentWire.Status shown) {
        boolean over = shown.status().isTerminal() && shown.modelAdds().stream().noneMatch(ModelAdd::inProgress);
        return over ? shown.status().word() : "progress";
    }

    /** Whether more is to come, and somebody there to hear it. */
    private static boolean send(PrintWriter out, String event, @Nullable String data) {
        out.write("event: " + event + "\ndata: " + data + "\n\n");
        return !out.checkError() && event.equals("progress");
    }
}
