package dev.likeness.web;

import dev.likeness.web.error.ErrorAnswers;
import dev.likeness.web.error.Refusals;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what no handler saw, such as a status set by {@code sendError}. */
@Hidden
@PublicAccess
@Controller
class ErrorPage implements ErrorController {

    private final ErrorAnswers answers;

    ErrorPage(ErrorAnswers answers) {
        this.answers = answers;
    }

    @RequestMapping("/error")
    @Nullable
    ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (cause instanceof Throwable failure && Refusals.isOfArrival(failure)) {
            // The container's own, of a read from the client: whatever the handler made of it, this is the answer.
            return answers.to(Refusals.notWhole(failure), new HttpHeaders(), request);
        }
        if (cause instanceof Throwable failure) {
            return answers.to(failure, request);
        }
        // Somebody who asks for this path finds nothing here.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return answers.to(Refusals.ofStatus(status), new HttpHeaders(), request);
    }
}
