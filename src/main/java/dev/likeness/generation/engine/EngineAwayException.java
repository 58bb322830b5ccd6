package dev.likeness.generation.engine;

import dev.likeness.common.Unavailable;

/** The engine does not work on this machine as it is set up; what is ordered of it waits. */
final class EngineAwayException extends RuntimeException implements Unavailable {

    EngineAwayException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
