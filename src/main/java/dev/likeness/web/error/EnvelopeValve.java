package dev.likeness.web.error;

import dev.likeness.common.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's last resort, in our envelope: requests so malformed that no filter ever sees them. Public with an empty
 * constructor because Tomcat makes it by name.
 */
public class EnvelopeValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean connected = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, connected);
        if (!connected.get()) {
            return;
        }
        // With any other status the exception is Tomcat's own about a malformed request.
        ApiException refusal = failure == null || status != 500
                ? Refusals.ofStatus(status)
                : ErrorAnswers.unexpected(failure, request.getRequest());
        HttpServletResponse answer = response.getResponse();
        answer.setStatus(refusal.code().httpStatus());
        answer.setHeader(RequestId.HEADER, RequestId.of(request.getRequest()));
        try {
            byte[] body = ErrorEnvelope.bytes(refusal);
            answer.setContentType("application/json");
            answer.setContentLength(body.length);
            answer.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException _) {
            // The connection is gone, or somebody has begun an answer of another kind: nothing can be said any more.
        }
    }
}
