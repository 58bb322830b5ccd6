package dev.likeness.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * The connection behind a request, for operations that work long before they write: whether the client has hung up, which
 * a servlet would learn by writing alone, and an end that no client takes for the end of a whole answer.
 */
public final class ClientLine extends ValveBase {

    private static final String NAME = ClientLine.class.getName();
    /** What Tomcat says is there to be read of a connection that can be read no more. */
    private static final int GONE = 1;

    ClientLine() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(NAME, request.getCoyoteRequest());
        getNext().invoke(request, response);
    }

    /**
     * Whether the client is gone; only for the thread that handles the request, once its body was read. One that has said
     * that it will send no more counts as gone, as it does for proxies, and so does one that has sent a single byte more than
     * its request; one that has sent more of the next request is taken for there until something is written to it.
     */
    public static boolean isGone(HttpServletRequest request) {
        org.apache.coyote.Request line = of(request);
        if (line == null) {
            return false;
        }
        AtomicBoolean read = new AtomicBoolean();
        line.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        if (!read.get()) {
            return false;
        }
        line.action(ActionCode.AVAILABLE, Boolean.TRUE);
        return line.getAvailable() == GONE;
    }

    /** Closes the connection as it is: whoever still reads sees that something is missing. */
    public static void cut(HttpServletRequest request) {
        org.apache.coyote.Request line = of(request);
        if (line != null) {
            // Of anything else Tomcat would say that it was a 500, when it was begun as something else.
            line.action(ActionCode.CLOSE_NOW, new IOException("broken off"));
        }
    }

    private static org.apache.coyote.@Nullable Request of(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof org.apache.coyote.Request line ? line : null;
    }
}
