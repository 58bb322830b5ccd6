package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.client.Front;
import dev.likeness.web.error.ErrorAnswers;
import dev.likeness.web.error.Refusals;
import dev.likeness.web.error.RequestId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** The outermost filter: names the request, sees through proxies, turns other sites' pages
 * away, bounds the body and answers for what the filters behind it throw. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class EdgeFilter extends OncePerRequestFilter {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Front front;
    private final WebProperties properties;
    private final ErrorAnswers answers;
    private final JsonMapper json;

    EdgeFilter(Front front, WebProperties properties, ErrorAnswers answers, JsonMapper json) {
        this.front = front;
        this.properties = properties;
        this.answers = answers;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String id = RequestId.of(request);
        response.setHeader(RequestId.HEADER, id);
        MDC.put("request_id", id);
        HttpServletRequest seen = front.seen(request);
        try {
            check(seen);
            if (request.getDispatcherType() != DispatcherType.REQUEST || front.admit(seen, response)) {
                chain.doFilter(seen, response);
            }
        } catch (Exception failure) {
            answer(failure, seen, response);
        } finally {
            MDC.remove("request_id");
        }
    }

    private void check(HttpServletRequest request) throws IOException {
        // What an ordinary operation takes is less: web.body knows which one it is. A signed upload names its own limit.
        boolean upload = request.getMethod().equals("PUT") && request.getRequestURI().startsWith("/uploads/");
        if (!upload && request.getContentLengthLong() > properties.fileBodyLimit().toBytes()) {
            throw Refusals.tooLarge();
        }
        String query = request.getQueryString();
        if (request.getRequestURI().contains("%00") || query != null && query.contains("%00")) {
            throw new ApiException(CommonError.VALIDATION_ERROR, "The address must not hold the character U+0000");
        }
        String type = request.getContentType();
        if (type != null && type.regionMatches(true, 0, FORM, 0, FORM.length())) {
            // Keeps the container from reading the body as parameters: curl -d labels JSON so. web.body reads forms.
            request.getInputStream();
        }
    }

    private void answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ResponseEntity<Map<String, Object>> answer = answers.to(failure, request);
        if (answer == null || response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
