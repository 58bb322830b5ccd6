package dev.likeness;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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

    private static final List<String> FAULTS = new ArrayList<>();
    private static int open;

    private Exchanges() {
    }

    private static synchronized void opened() {
        open++;
    }

    private static synchronized void closed(List<String> faults) {
        open--;
        FAULTS.addAll(faults);
        Exchanges.class.notifyAll();
    }

    /** A client has its answer before the server is done with it. */
    private static synchronized List<String> faults() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (open > 0 && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(Exchanges.class, end - System.nanoTime());
        }
        List<String> faults = List.copyOf(FAULTS);
        FAULTS.clear();
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
            boolean endless = request.getRequestURI().endsWith("/events");
            if (!endless) {
                opened();
            }
            Tee.Request asked = new Tee.Request(request);
            Tee.Response answer = new Tee.Response(response);
            List<String> faults = List.of();
            try {
                chain.doFilter(asked, answer);
                // What an error page answers is looked at when it does.
                if (!answer.isLeftToErrorPage()) {
                    faults = Description.faults(request, path(request), asked.body(), answer, answer.body());
                }
            } finally {
                if (!endless) {
                    closed(faults);
                }
            }
        }

        private static String path(HttpServletRequest request) {
            return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String first
                    ? first
                    : request.getRequestURI();
        }
    }
}
