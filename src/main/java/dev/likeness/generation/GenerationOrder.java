package dev.likeness.generation;

import dev.likeness.common.Model;
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
record GenerationOrder(Model model, List<Model> models, boolean charged, @Nullable String prompt,
        @Nullable Source image, @Nullable Source audio, String aspectRatio, String framing, boolean transparency) {
}
