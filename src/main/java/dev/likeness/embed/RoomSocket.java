package dev.likeness.embed;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.PublicAccess;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * {@code /embed/{code}/room}: a visitor's way into a room. It is for everybody; whom an agent lets in, and from which
 * pages, is asked here, before anything is upgraded.
 */
@PublicAccess
@Component
class RoomSocket extends WebSocketHttpRequestHandler {

    static final String PATH = "/embed/*/room";
    private static final String VISIT = Visit.class.getName();

    private final EmbedDoor door;

    RoomSocket(VisitorLines lines, EmbedDoor door) {
        super(lines);
        this.door = door;
        setHandshakeInterceptors(List.of(new VisitHandedOn()));
    }

    /** Whom the handshake has admitted. */
    static Visit visit(Map<String, Object> attributes) {
        return (Visit) Objects.requireNonNull(attributes.get(VISIT));
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String[] path = request.getServletPath().split("/");
        String code = path.length > 2 ? path[2] : "";
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw ApiException.invalid("Upgrade", "This is a WebSocket");
        }
        if (!door.allows(door.setting(code), request)) {
            throw new ApiException(CommonError.FORBIDDEN, "Pages of this origin may not show the agent: its owner "
                    + "allows them with POST /v1/agent/{code} {\"embed\": {\"allowed_origins\": […]}}");
        }
        request.setAttribute(VISIT, door.admit(code, request));
        super.handleRequest(request, response);
    }

    private static final class VisitHandedOn implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
                WebSocketHandler handler, Map<String, Object> attributes) {
            attributes.put(VISIT, ((ServletServerHttpRequest) request).getServletRequest().getAttribute(VISIT));
            return true;
        }

        @Override
        public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
                @Nullable Exception failure) {
            // Who is in is told when the line is there.
        }
    }
}
