package dev.likeness.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;

/** Where an agent is in its life (CONTRACT 3.2). {@code COMPLETED} is a word clients know; it is never written here. */
public enum AgentStatus {

    PROCESSING,
    GENERATING,
    COMPLETED,
    SUCCESS,
    READY,
    FAILED,

    /** No client sees one. */
    @Hidden
    DELETED;

    /** The word on the wire and in the table. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AgentStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Ended, well or badly: nothing moves it but a deletion. */
    public boolean isTerminal() {
        return this == READY || this == FAILED || this == DELETED;
    }
}
