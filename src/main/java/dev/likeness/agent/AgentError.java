package dev.likeness.agent;

import dev.likeness.common.ErrorCode;

/** The codes agents raise first (CONTRACT 1.3). */
public enum AgentError implements ErrorCode {

    AGENT_DELETED(410),
    AGENT_NOT_READY(409),
    MODEL_NOT_GENERATED(409),
    MODEL_ARTIFACT_NOT_READY(
            404),
    MODEL_NOT_DOWNLOADABLE(400),
    ENGINE_NOT_E2U(409);

    private final int httpStatus;

    AgentError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
