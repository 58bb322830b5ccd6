package dev.likeness.runtime;

import dev.likeness.common.ErrorCode;

/** Refusals of live sessions (CONTRACT 1.3). */
public enum RuntimeError implements ErrorCode {

    RUNTIME_SUSPENDED(403), CONCURRENCY_LIMIT_REACHED(403), NO_AVAILABLE_WORKERS(503);

    private final int httpStatus;

    RuntimeError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
