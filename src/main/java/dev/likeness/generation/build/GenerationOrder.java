package dev.likeness.generation.build;

import dev.likeness.common.Model;
import dev.likeness.generation.input.InputSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a build needs to know; the payload of its job.
 *
 * @param model what the agent is made with
 * @param models what is built, the first one gives the identity video
 * @param charged whether credits were taken
 * @param prompt who it should be
 */
public record GenerationOrder(Model model, List<Model> models, boolean charged, @Nullable String prompt,
        @Nullable InputSource image, @Nullable InputSource audio, String aspectRatio, String framing,
        boolean transparency) {

    /** The kind of its job. */
    public static final String KIND = "agent_generation";

    /** The ledger's reference of a creation. */
    public static String charge(String code) {
        return "agent_generation:" + code;
    }
}
