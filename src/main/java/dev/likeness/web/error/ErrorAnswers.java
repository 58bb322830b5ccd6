package dev.likeness.web.error;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever went wrong into the answer the caller reads, and tells the log what the caller may not read. */
@Component
public class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final FailedAttempts failedAttempts;

    public ErrorAnswers(FailedAttempts failedAttempts) {
        this.failedAttempts = failedAttempts;
    }

    /** The answer; null when nobody is left to read it. */
    public @Nullable ResponseEntity<Map<String, Object>> to(Throwable failure, HttpServletRequest request) {
        ApiException refusal = Refusals.of(failure);
        if (refusal == null && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("The client of {} {} hung up", request.getMethod(), request.getRequestURI());
            return null;
        }
        HttpHeaders headers = new HttpHeaders();
        if (failure instanceof ErrorResponse response) {
            Set<HttpMethod> allowed = response.getHeaders().getAllow();
            if (!allowed.isEmpty()) {
                headers.setAllow(allowed);
            }
        }
        return to(refusal == null ? unexpected(failure, request) : refusal, headers, request);
    }

    public ResponseEntity<Map<String, Object>> to(ApiException refusal, HttpHeaders headers,
            HttpServletRequest request) {
        ApiException answer = refusal.code() == CommonError.UNAUTHORIZED
                ? failedAttempts.count(refusal, request)
                : refusal;
        headers.setContentType(MediaType.APPLICATION_JSON);
        if (answer.retryAfter() != null) {
            // Whole seconds, rounded up: who waits that long does not come too early.
            headers.set(HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, answer.retryAfter().plusNanos(999_999_999).toSeconds())));
        }
        return ResponseEntity.status(answer.code().httpStatus()).headers(headers).body(ErrorEnvelope.of(answer));
    }

    static ApiException unexpected(Throwable failure, HttpServletRequest request) {
        String id = RequestId.of(request);
        LOG.error("{} {} failed, request id {}", request.getMethod(), request.getRequestURI(), id, failure);
        return new ApiException(CommonError.INTERNAL_ERROR, "Something went wrong on our side; request id " + id);
    }
}
