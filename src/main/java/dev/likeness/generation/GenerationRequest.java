package dev.likeness.generation;

import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.generation.build.ModelPlan;
import dev.likeness.generation.build.SubjectRule;
import dev.likeness.generation.input.InputProperties;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Upload;
import dev.likeness.generation.input.Verdict;
import dev.likeness.web.JsonBody;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A creation as it was asked for, its fields checked in the order of CONTRACT 3.1.
 *
 * @param choice what to make it with
 * @param prompt who it should be
 * @param image URL, data URI or base64
 * @param audio URL, data URI or base64
 * @param aspectRatio {@code 16:9}, {@code 9:16} or {@code 1:1}
 * @param framing {@code portrait} or {@code full_body}
 * @param transparency stand before a green screen
 * @param agentId the code it should get
 */
record GenerationRequest(ModelChoice choice, @Nullable String prompt, @Nullable Upload image, @Nullable Upload audio,
        String aspectRatio, String framing, boolean transparency, @Nullable String agentId) {

    private static final Pattern CODE = Pattern.compile("A[0-9]{2}[A-Z]{3}[0-9]{4}");
    private static final int LONGEST_PROMPT = 20_000;

    static GenerationRequest of(JsonBody body, InputProperties limits) {
        if (body.has("video")) {
            throw new ApiException(GenerationError.VIDEO_INPUT_NOT_SUPPORTED,
                    "video input is not supported; send an image");
        }
        ModelChoice choice = ModelChoice.of(body);
        String prompt = blankToNull(body.string("prompt"));
        if (prompt != null && prompt.length() > LONGEST_PROMPT) {
            throw ApiException.invalid("prompt", "prompt must have at most " + LONGEST_PROMPT + " characters");
        }
        Upload image = Upload.of("image", body.string("image"), limits.maxImage());
        Upload audio = Upload.of("audio", body.string("audio"), limits.maxAudio());
        String aspect = oneOf(body, "aspect_ratio", List.of("16:9", "9:16", "1:1"));
        String framing = oneOf(body, "framing", List.of("portrait", "full_body"));
        Boolean transparency = body.bool("transparency");
        return new GenerationRequest(choice, prompt, image, audio, aspect, framing, Boolean.TRUE.equals(transparency),
                code(body));
    }

    /** What is ordered, for that subject; for {@code auto}, what it routes to (CONTRACT 3.1). */
    GenerationOrder order(Verdict subject, @Nullable InputSource keptImage, @Nullable InputSource keptAudio) {
        Model asked = choice.model();
        Model model = asked != null ? asked : subject instanceof Verdict.Other ? Model.EXPRESSION_2 : Model.ESSENCE_2;
        SubjectRule rule = !(subject instanceof Verdict.Open)
                ? null
                : asked == null ? SubjectRule.HUMAN_OR_EXPRESSION_2 : SubjectRule.HUMAN_OR_NONE;
        return new GenerationOrder(model, ModelPlan.supported(model), true, prompt, keptImage, keptAudio, aspectRatio,
                framing, transparency, rule);
    }

    private static @Nullable String code(JsonBody body) {
        String code = blankToNull(body.agentCode());
        if (code != null && !CODE.matcher(code).matches()) {
            throw ApiException.invalid("agent_id",
                    "agent_id must look like A91XMB7113: A, 2 digits, 3 capital letters, 4 digits");
        }
        return code;
    }

    /** The first value is the default. */
    private static String oneOf(JsonBody body, String field, List<String> values) {
        String value = blankToNull(body.string(field));
        if (value != null && !values.contains(value)) {
            throw ApiException.invalid(field, field + " must be one of: " + String.join(", ", values));
        }
        return value == null ? values.getFirst() : value;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
