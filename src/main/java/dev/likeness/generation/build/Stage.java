package dev.likeness.generation.build;

import dev.likeness.common.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The steps of a build, and how a failure in one is told (CONTRACT 3.2). */
public enum Stage {

    PERSONA("persona", "Persona generation failed"),
    VOICE("voice_image", "Voice processing failed"),
    IMAGE("voice_image", "Image processing failed"),
    VIDEO("video", "Video generation failed"),
    MODEL("lip_sync", "Model build failed");

    private final String step;
    private final String failed;

    Stage(String step, String failed) {
        this.step = step;
        this.failed = failed;
    }

    /** {@code current_step} while it runs. */
    String step() {
        return step;
    }

    String failure(String reason) {
        return failed + ": " + reason;
    }

    /** Why an attempt ended for which the input is not to blame. */
    public static String trouble(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            return "the engine ran out of memory";
        }
        if (Unavailable.isBehind(failure)) {
            return "this server could not reach what it keeps files in; nothing is wrong with what was sent";
        }
        return failure instanceof IOException || failure instanceof UncheckedIOException
                ? "files could not be read or kept"
                : "the engine crashed";
    }

    /** The message of a build that ended at a step; one that names its stage already is kept. */
    static String message(String step, String reason) {
        for (Stage stage : values()) {
            if (reason.startsWith(stage.failed + ": ")) {
                return reason;
            }
        }
        for (Stage stage : values()) {
            if (stage.step.equals(step.toLowerCase(Locale.ROOT)) && stage != VOICE) {
                return stage.failure(reason);
            }
        }
        return MODEL.failure(reason);
    }
}
