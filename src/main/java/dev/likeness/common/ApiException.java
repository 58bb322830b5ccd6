package dev.likeness.common;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A refusal as the caller will read it: the error envelope of CONTRACT 1.2. The message is written for the caller and
 * never holds a stack trace, SQL or a path of this machine.
 */
public final class ApiException extends RuntimeException {

    /** One field of a body or query that is wrong. */
    public record Detail(String field, String message) {
    }

    private final ErrorCode code;
    private final List<Detail> details;
    private final Map<String, String> extras = new LinkedHashMap<>();
    private @Nullable Duration retryAfter;

    public ApiException(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    public ApiException(ErrorCode code, String message, List<Detail> details) {
        super(message);
        this.code = code;
        this.details = List.copyOf(details);
    }

    /** A field that is wrong: {@code VALIDATION_ERROR} naming it. */
    public static ApiException invalid(String field, String message) {
        return new ApiException(CommonError.VALIDATION_ERROR, message, List.of(new Detail(field, message)));
    }

    /** A field that is not there: {@code MISSING_PARAM} naming it. */
    public static ApiException missing(String field, String message) {
        return new ApiException(CommonError.MISSING_PARAM, message, List.of(new Detail(field, message)));
    }

    /** Adds a member inside {@code error}, such as {@code topup_url}. */
    public ApiException with(String member, String value) {
        extras.put(member, value);
        return this;
    }

    /** Adds the header {@code Retry-After}. */
    public ApiException retryAfter(Duration pause) {
        retryAfter = pause;
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public List<Detail> details() {
        return details;
    }

    public Map<String, String> extras() {
        return Map.copyOf(extras);
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** A refusal is an answer, not a fault: nobody reads its stack. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
