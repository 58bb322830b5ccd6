package dev.likeness.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Cuts the connection behind a handler that was to lose its answer. A valve, because a servlet cannot leave a request
 * without a status line. An answer longer than Tomcat's buffer is cut in its middle.
 */
class CutConnection extends ValveBase {

    static final String WANTED = CutConnection.class.getName();

    CutConnection() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(WANTED) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("cut by the sandbox"));
        }
    }
}
