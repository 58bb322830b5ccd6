package dev.likeness.sandbox;

import dev.likeness.common.ApiException;
import dev.likeness.common.ErrorCode;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets a call meet the failure that waits for it, before its handler looks at it. Who calls and how often is known by then:
 * an injected failure carries the headers of the limits, as one of the server's own would.
 */
@Component
@ConditionalOnProperty("likeness.sandbox.enabled")
class FaultInjector implements HandlerInterceptor {

    /** A code for any status, where the contract's own would claim a reason. */
    private record InjectedFault(String name, int httpStatus) implements ErrorCode {
    }

    private final Faults faults;

    FaultInjector(Faults faults) {
        this.faults = faults;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        if (!(handler instanceof HandlerMethod method) || request.getDispatcherType() != DispatcherType.REQUEST
                || method.getBeanType() == SandboxController.class || faults.isEmpty()) {
            return true;
        }
        Fault fault = faults.take(names(request, method)).orElse(null);
        if (fault == null) {
            return true;
        }
        TimeUnit.MILLISECONDS.sleep(fault.latencyMs());
        if (fault.dropResponse()) {
            CutConnection.lose(request);
        }
        if (fault.status() != null) {
            throw refusal(fault.status());
        }
        return true;
    }

    private static Set<String> names(HttpServletRequest request, HandlerMethod handler) {
        Set<String> names = new HashSet<>();
        Operation operation = handler.getMethodAnnotation(Operation.class);
        names.add(operation == null || operation.operationId().isEmpty()
                ? handler.getMethod().getName()
                : operation.operationId());
        names.add(request.getMethod() + " " + request.getRequestURI());
        names.add(request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return names;
    }

    private static ApiException refusal(int status) {
        String code = switch (status) {
            case 400 -> "VALIDATION_ERROR";
            case 401 -> "UNAUTHORIZED";
            case 402 -> "INSUFFICIENT_BALANCE";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT_FOUND";
            case 409 -> "CONFLICT";
            case 429 -> "RATE_LIMITED";
            case 502 -> "UPSTREAM_UNAVAILABLE";
            case 503 -> "SERVICE_UNAVAILABLE";
            default -> status < 500 ? "INJECTED_FAULT" : "INTERNAL_ERROR";
        };
        ApiException refusal = new ApiException(new InjectedFault(code, status), "A failure injected by the sandbox");
        return status == 429 || status == 503 ? refusal.retryAfter(Duration.ofSeconds(1)) : refusal;
    }
}
