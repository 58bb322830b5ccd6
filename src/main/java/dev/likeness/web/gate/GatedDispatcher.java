package dev.likeness.web.gate;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;

/**
 * Puts the {@link Gate} before whatever a request is dispatched to, and before all other interceptors. Interceptors are given to some handler mappings and
 * not to others (those of WebSockets and of the actuator are without); what is found by any of them comes through here.
 */
final class GatedDispatcher extends DispatcherServlet {

    private static final long serialVersionUID = 1L;

    private final transient Gate gate;

    GatedDispatcher(Gate gate) {
        this.gate = gate;
    }

    @Override
    protected @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
        HandlerExecutionChain found = super.getHandler(request);
        if (found != null) {
            found.addInterceptor(0, gate);
        }
        return found;
    }
}
