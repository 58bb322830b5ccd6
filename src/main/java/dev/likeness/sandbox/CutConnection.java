package dev.likeness.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Cuts the connection behind a handler that was to lose its answer: what the handler writes, and flushes, goes nowhere.
 * A valve, because a servlet cannot leave a request without a status line.
 */
class CutConnection extends ValveBase {

    private static final String ANSWER = CutConnection.class.getName() + ".answer";
    private static final String WANTED = CutConnection.class.getName() + ".wanted";

    CutConnection() {
        super(true);
    }

    /** From now on nothing of this request's answer leaves the server. */
    static void lose(HttpServletRequest request) {
        request.setAttribute(WANTED, true);
        if (request.getAttribute(ANSWER) instanceof Response answer) {
            answer.setSuspended(true);
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ANSWER, response);
        getNext().invoke(request, response);
        if (request.getAttribute(WANTED) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("cut by the sandbox"));
        }
    }
}
