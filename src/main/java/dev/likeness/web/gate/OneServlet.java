package dev.likeness.web.gate;

import dev.likeness.common.StartRefusedException;
import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Nothing answers beside the GatedDispatcher: a servlet of its own would be open to everybody. */
@Component
class OneServlet implements SmartInitializingSingleton {

    /** Ours, and Tomcat's two, which nothing is led to. */
    private static final Set<String> KNOWN = Set.of("dispatcherServlet", "default", "jsp");

    private final ObjectProvider<ServletContext> context;

    OneServlet(ObjectProvider<ServletContext> context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        context.ifAvailable(server -> {
            Set<String> others = new TreeSet<>(server.getServletRegistrations().keySet());
            others.removeAll(KNOWN);
            if (!others.isEmpty()) {
                throw new StartRefusedException("The servlets " + others + " would answer without asking who calls.",
                        "Make them handlers, which say whom they are for.");
            }
        });
    }
}
