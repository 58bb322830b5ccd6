package dev.likeness.tts;

import dev.likeness.common.ErrorCode;

/** The codes that voices raise first (CONTRACT 1.3). */
enum TtsError implements ErrorCode {

    VOICE_NOT_FOUND(404),
    QUOTA_EXCEEDED(409);

    private final int httpStatus;

    TtsError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
