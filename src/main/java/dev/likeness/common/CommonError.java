package dev.likeness.common;

/** The codes that belong to no single resource (CONTRACT 1.3). */
public enum CommonError implements ErrorCode {

    MISSING_AUTH(401),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    REQUEST_TIMEOUT(408),
    CONFLICT(409),
    MISSING_PARAM(400),
    VALIDATION_ERROR(400),
    FILE_TOO_LARGE(413),
    UNSUPPORTED_TYPE(415),
    DOWNLOAD_FAILED(400),
    IDEMPOTENCY_IN_FLIGHT(409),
    IDEMPOTENCY_KEY_REUSED(422),
    RATE_LIMITED(429),
    INTERNAL_ERROR(500),
    UPSTREAM_UNAVAILABLE(502),
    SERVICE_UNAVAILABLE(503);

    private final int httpStatus;

    CommonError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
