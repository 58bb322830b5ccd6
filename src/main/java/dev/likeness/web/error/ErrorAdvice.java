package dev.likeness.web.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Everything a handler, or the way to one, throws. */
@RestControllerAdvice
class ErrorAdvice {

    private final ErrorAnswers answers;

    ErrorAdvice(ErrorAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler(Throwable.class)
    @Nullable
    ResponseEntity<Map<String, Object>> anything(Throwable failure, HttpServletRequest request,
            HttpServletResponse response) {
        ResponseEntity<Map<String, Object>> answer = answers.to(failure, request);
        return response.isCommitted() ? null : answer;
    }
}
