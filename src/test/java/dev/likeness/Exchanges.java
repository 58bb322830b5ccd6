package dev.likeness;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** What clients asked of the servers of this run, and what they were answered, held against {@link Description}. */
final class Exchanges {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

    private static final List<String> FAULTS = new ArrayList<>();
    /** What clients still wait for, or have already while the server is not done with it. */
    private static final Set<Exchange> OPEN = new LinkedHashSet<>();

    /** One request, told from another that is written alike. */
    private static final class Exchange {

        private final String request;

        private Exchange(HttpServletRequest request) {
            this.request = request.getMethod() + " " + request.getRequestURI();
        }

        private void open() {
            synchronized (Exchanges.class) {
                OPEN.add(this);
            }
        }

        /** It ends when something makes it, which nobody need wait for: only then the server sees that a client left. */
        private void goesOn() {
            synchronized (Exchanges.class) {
                OPEN.remove(this);
                Exchanges.class.notifyAll();
            }
        }

        private void close(List<String> faults) {
            synchronized (Exchanges.class) {
                FAULTS.addAll(faults);
                goesOn();
            }
        }

        @Override
        public String toString() {
            return request;
        }
    }

    private Exchanges() {
    }

    /** A client has its answer before the server is done with it. */
    private static synchronized List<String> faults() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!OPEN.isEmpty() && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(Exchanges.class, end - System.nanoTime());
        }
        List<String> faults = new ArrayList<>(FAULTS);
        FAULTS.clear();
        if (!OPEN.isEmpty()) {
            faults.add("Not answered to the end: " + OPEN);
            // Once is enough.
            OPEN.clear();
        }
        return faults;
    }

    /** After each test. */
    static final class Verdict implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext context) throws InterruptedException {
            List<String> faults = faults();
            if (!faults.isEmpty()) {
                throw new AssertionError("Not as described:\n" + String.join("\n", faults));
            }
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Kept {

        /** Before the edge's own filter, which has the same order and is found later. */
        @Bean
        FilterRegistrationBean<OncePerRequestFilter> exchanges() {
            FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new Keeping());
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
            return filter;
        }
    }

    private static final class Keeping extends OncePerRequestFilter {

        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Exchange exchange = new Exchange(request);
            exchange.open();
            Tee.Request asked = new Tee.Request(request);
            Tee.Response answer = new Tee.Response(response, exchange::goesOn);
            List<String> faults = List.of();
            try {
                chain.doFilter(asked, answer);
                // What an error page answers is looked at when it does.
                if (!answer.isLeftToErrorPage() && !asked.brokeOff()) {
                    faults = faults(request, asked, answer);
                }
            } finally {
                exchange.close(faults);
            }
        }

        /** Whatever goes wrong here is a fault, too: a client would see no more of it than a broken connection. */
        private static List<String> faults(HttpServletRequest request, Tee.Request asked, Tee.Response answer) {
            try {
                return Description.faults(asSent(request), path(request), asked.body(), answer, answer.body());
            } catch (Throwable e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                return List.of(request.getMethod() + " " + path(request) + " cannot be held against it: " + trace);
            }
        }

        /** An error page is asked for by GET, whatever the request was. */
        private static HttpServletRequest asSent(HttpServletRequest request) {
            return new HttpServletRequestWrapper(request) {

                @Override
                public String getMethod() {
                    return getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String first
                            ? first
                            : super.getMethod();
                }
            };
        }

        private static String path(HttpServletRequest request) {
            return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String first
                    ? first
                    : request.getRequestURI();
        }
    }
}
