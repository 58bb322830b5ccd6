package dev.likeness.generation;

import dev.likeness.common.ErrorCode;

/** The codes generation raises first (CONTRACT 1.3). */
public enum GenerationError implements ErrorCode {

    VIDEO_INPUT_NOT_SUPPORTED(400),
    MODEL_SUBJECT_MISMATCH(422),
    MODEL_PREREQUISITE_MISSING(
            422),
    MODEL_NOT_YET_AVAILABLE(503);

    private final int httpStatus;

    GenerationError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
