package dev.likeness.web.error;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.DatabaseAway;
import dev.likeness.common.Unavailable;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springdoc.api.OpenApiResourceNotFoundException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Which refusal an exception of the layers below stands for; none for what nobody expected. */
public final class Refusals {

    /** Waited too long or deadlocked: try again. What else passes by itself is {@link DatabaseAway}. */
    private static final Set<String> TRANSIENT = Set.of("55P03", "57014", "40001", "40P01", "25P03");

    private Refusals() {
    }

    static @Nullable ApiException of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 12; depth++, cause = cause.getCause()) {
            ApiException refusal = one(cause);
            if (refusal != null) {
                return refusal;
            }
        }
        return failure instanceof ErrorResponse response ? ofStatus(response.getStatusCode().value()) : null;
    }

    private static @Nullable ApiException one(Throwable failure) {
        return switch (failure) {
            case ApiException e -> e;
            case MissingServletRequestParameterException e -> missing(e.getParameterName());
            case MissingRequestHeaderException e -> missing(e.getHeaderName());
            case HandlerMethodValidationException e -> invalid(e);
            case MethodArgumentTypeMismatchException e -> mismatch(e);
            case TypeMismatchException e -> mismatch(String.valueOf(e.getPropertyName()), e.getRequiredType());
            case InvalidParameterException _ -> new ApiException(CommonError.VALIDATION_ERROR,
                    "Malformed query string");
            case ClientAbortException e when isOfArrival(e.getCause()) -> notWhole(e);
            case BadRequestException _ -> ofStatus(400);
            // A group of the description that nobody made.
            case OpenApiResourceNotFoundException _ -> ofStatus(404);
            case AsyncRequestTimeoutException _ -> unavailable();
            case TransientDataAccessException _,CannotCreateTransactionException _ -> unavailable();
            // The connection died between the work and its end.
            case TransactionSystemException _ -> unavailable();
            case DataAccessResourceFailureException _ -> unavailable();
            case RuntimeException e when e instanceof Unavailable -> unavailable();
            // Of a library that asks the pool itself: a pool that is full has no state to tell.
            case SQLTransientException _ -> unavailable();
            case SQLException e -> ofSqlState(String.valueOf(e.getSQLState()));
            default -> null;
        };
    }

    /** What a layer that knows only a status has to say. */
    public static ApiException ofStatus(int status) {
        return switch (status) {
            case 401 -> new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
            case 403 -> new ApiException(CommonError.FORBIDDEN, "Forbidden");
            case 404, 410 -> new ApiException(CommonError.NOT_FOUND, "Not found");
            case 405 -> new ApiException(CommonError.METHOD_NOT_ALLOWED, "Method not allowed");
            case 406 -> new ApiException(CommonError.VALIDATION_ERROR, "Accept must allow application/json");
            case 408 -> stalled();
            case 409 -> new ApiException(CommonError.CONFLICT, "Conflict");
            case 413 -> tooLarge();
            case 415 -> new ApiException(CommonError.UNSUPPORTED_TYPE, "Content-Type must be application/json");
            case 429 -> new ApiException(CommonError.RATE_LIMITED, "Too many requests")
                    .retryAfter(Duration.ofSeconds(1));
            case 502 -> new ApiException(CommonError.UPSTREAM_UNAVAILABLE, "An outside provider failed");
            case 503, 504 -> unavailable();
            case 501, 505 -> new ApiException(CommonError.VALIDATION_ERROR, "Malformed request");
            default -> status < 500
                    ? new ApiException(CommonError.VALIDATION_ERROR, "Malformed request")
                    : new ApiException(CommonError.INTERNAL_ERROR, "Something went wrong on our side");
        };
    }

    public static ApiException notJson() {
        return new ApiException(CommonError.VALIDATION_ERROR, "Request body must be valid JSON");
    }

    public static ApiException tooManyValues() {
        return new ApiException(CommonError.VALIDATION_ERROR,
                "Request body has too many values; split it, or leave out what the operation does not take");
    }

    public static ApiException notAnObject() {
        return new ApiException(CommonError.VALIDATION_ERROR, "Request body must be a JSON object");
    }

    /** Whether the container failed so because of what the client sent, or did not send, of its body. */
    public static boolean isOfArrival(@Nullable Throwable failure) {
        return failure instanceof SocketTimeoutException || failure instanceof EOFException
                || failure instanceof BadRequestException;
    }

    /**
     * A body that did not come to its end, for a reason that passes: SDKs give up for good at a 400 (CONTRACT 4.1). Only
     * one whose chunks are none will never get better.
     */
    public static ApiException notWhole(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return stalled();
            }
            if (cause instanceof BadRequestException) {
                return ofStatus(400);
            }
        }
        return new ApiException(CommonError.REQUEST_TIMEOUT, "The request body broke off before its end");
    }

    /** A client that says no more in the middle of its body. */
    private static ApiException stalled() {
        return new ApiException(CommonError.REQUEST_TIMEOUT, "The request body did not arrive in time");
    }

    private static ApiException missing(String name) {
        return ApiException.missing(name, name + " is required");
    }

    public static ApiException tooLarge() {
        return new ApiException(CommonError.FILE_TOO_LARGE, "Request body is too large");
    }

    private static ApiException unavailable() {
        return new ApiException(CommonError.SERVICE_UNAVAILABLE, "The server is busy. Please retry.")
                .retryAfter(Duration.ofSeconds(1));
    }

    private static @Nullable ApiException ofSqlState(String state) {
        if (state.equals(DatabaseAway.READ_ONLY)) {
            return new ApiException(CommonError.SERVICE_UNAVAILABLE,
                    "The server takes no changes at the moment. Please retry.").retryAfter(Duration.ofSeconds(5));
        }
        return DatabaseAway.isState(state) || TRANSIENT.contains(state) ? unavailable() : null;
    }

    private static ApiException mismatch(MethodArgumentTypeMismatchException e) {
        MethodParameter parameter = e.getParameter();
        // An id that cannot be one names nothing: the same answer as for an unknown one.
        return parameter.hasParameterAnnotation(PathVariable.class)
                ? ofStatus(404)
                : mismatch(e.getName(), e.getRequiredType());
    }

    private static ApiException mismatch(String field, @Nullable Class<?> type) {
        return ApiException.invalid(field, field + " must be " + noun(type));
    }

    /** How a value of that type is named to who sent another. */
    public static String noun(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer", "long", "short" -> "an integer";
            case "double", "float", "bigdecimal" -> "a number";
            case "boolean" -> "true or false";
            case "string" -> "a string";
            case "uuid" -> "a UUID";
            case "instant", "offsetdatetime" -> "an ISO-8601 time";
            case "list", "set", "collection", "arraylist" -> "an array";
            case "map", "objectnode" -> "an object";
            default -> type.isEnum() ? "one of the known values" : type.isRecord() ? "an object" : "of another type";
        };
    }

    private static ApiException invalid(HandlerMethodValidationException e) {
        return refuse(e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> detail(
                        error instanceof FieldError f
                                ? f.getField()
                                : String.valueOf(result.getMethodParameter().getParameterName()),
                        error)))
                .toList());
    }

    private static ApiException refuse(List<ApiException.Detail> details) {
        String message = details.isEmpty() ? "Invalid request" : details.getFirst().message();
        return new ApiException(CommonError.VALIDATION_ERROR, message, details);
    }

    private static ApiException.Detail detail(String name, MessageSourceResolvable error) {
        String field = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return new ApiException.Detail(field, field + " " + error.getDefaultMessage());
    }
}
