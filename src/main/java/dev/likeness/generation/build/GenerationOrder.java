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
 * @param subjectRule null when nothing about the subject is left open
 */
public record GenerationOrder(Model model, List<Model> models, boolean charged, @Nullable String prompt,
        @Nullable InputSource image, @Nullable InputSource audio, String aspectRatio, String framing,
        boolean transparency, @Nullable SubjectRule subjectRule) {

    /** What becomes of an order whose picture nobody had the time to look at when it was sent. */
    public enum SubjectRule {

        /** No human: it fails, and the charge is given back. */
        HUMAN_OR_NONE,
        /** No human: it was for {@code auto}, so it becomes an order for expression-2, with that one's charge. */
        HUMAN_OR_EXPRESSION_2,
        /** It has become one. */
        BECAME_EXPRESSION_2
    }

    /** The kind of its job. */
    public static final String KIND = "agent_generation";

    /** The ledger's reference of this order's charge: an agent that became another model's was charged once for each. */
    public String charge(String code) {
        return KIND + ":" + code + (subjectRule == SubjectRule.BECAME_EXPRESSION_2 ? ":expression-2" : "");
    }

    boolean takesHumansOnly() {
        return subjectRule == SubjectRule.HUMAN_OR_NONE || subjectRule == SubjectRule.HUMAN_OR_EXPRESSION_2;
    }

    /** The same for expression-2, which takes whatever there is a picture of. */
    GenerationOrder forExpression2() {
        return new GenerationOrder(Model.EXPRESSION_2, ModelPlan.supported(Model.EXPRESSION_2), charged, prompt, image,
                audio, aspectRatio, framing, transparency, SubjectRule.BECAME_EXPRESSION_2);
    }
}
