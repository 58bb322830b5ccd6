package dev.likeness.generation;

import dev.likeness.common.ErrorCode;
import dev.likeness.common.Ids;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.generation.build.GenerationOrder.SubjectRule;
import dev.likeness.generation.build.ModelPlan;
import dev.likeness.generation.input.InputSource;
import dev.likeness.generation.input.Verdict;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.Code;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.NamesAgent;
import dev.likeness.web.body.OneOf;
import dev.likeness.web.body.SentFile;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A creation as it was asked for, its components in the order of the checks of CONTRACT 3.1. */
@Body(forms = true, emptyForm = false)
@NamesModel
@Schema(name = "GenerateAgentRequest")
record GenerationRequest(
        @Schema(hidden = true) @Null(message = "input is not supported; send an image", payload = NoVideo.class) @Nullable Object video,
        @Schema(description = "Omitted: expression-1. essence and expression are families, see version; auto is what the picture shows: essence-2 for a human, else expression-2", allowableValues = {
                "expression", "essence", "essence-1", "essence-2", "essence-2-max", "expression-1", "expression-2",
                "auto"}, defaultValue = "expression") @Nullable String model,
        @Schema(type = "string", description = "Of a family; not looked at beside other names", allowableValues = {
                "v1", "v2"}, defaultValue = "v1") @Nullable Object version,
        @Schema(description = "Who it should be; omitted: a friendly host", example = "A friendly librarian named Ada") @Size(max = 20_000, message = "must have at most {max} characters") @Nullable String prompt,
        @Schema(description = "A public http(s) URL, a data: URI or base64, or a file part of a form, at most 10 MB; omitted: a portrait is made from the prompt") @FileField(limit = "${likeness.generation.max-image:10MB}", urls = true) @Nullable SentFile image,
        @Schema(description = "A voice sample: a public http(s) URL, a data: URI or base64, or a file part of a form, at most 50 MB") @FileField(limit = "${likeness.generation.max-audio:50MB}", urls = true) @Nullable SentFile audio,
        @Schema(defaultValue = WIDE) @OneOf({WIDE, "9:16", "1:1"}) @Nullable String aspectRatio,
        @Schema(defaultValue = PORTRAIT) @OneOf({PORTRAIT, "full_body"}) @Nullable String framing,
        @Schema(description = "Stand before a green screen", defaultValue = "false") @Nullable Boolean transparency,
        @Schema(description = "The same as agent_id") @Pattern(regexp = CODE, message = CODE_LOOKS) @Nullable String agentCode,
        @Schema(description = "The code that the agent should get; omitted: derived from the account and the Idempotency-Key, else random", example = "A91XMB7113") @Pattern(regexp = CODE, message = CODE_LOOKS) @Nullable String agentId,
        @Schema(description = "Ignored", deprecated = true) @Nullable Integer duration)
        implements
            NamesAgent,
            NamesModel.Named {

    /** Blank counts as absent. */
    private static final String CODE = "\\s*|" + Ids.AGENT_CODE;
    private static final String CODE_LOOKS = "must look like A91XMB7113: A, 2 digits, 3 capital letters, 4 digits";
    private static final String WIDE = "16:9";
    private static final String PORTRAIT = "portrait";

    /** A video instead of an image. */
    static final class NoVideo implements Code {

        @Override
        public ErrorCode code() {
            return GenerationError.VIDEO_INPUT_NOT_SUPPORTED;
        }
    }

    @Override
    public ModelChoice choice() {
        return ModelChoice.of(model, version);
    }

    /** Who it should be; null when nothing was said. */
    @Nullable
    String person() {
        return blankToNull(prompt);
    }

    /** What is ordered, for that subject; for {@code auto}, what it routes to. */
    GenerationOrder order(Verdict subject, @Nullable InputSource keptImage, @Nullable InputSource keptAudio) {
        Model asked = choice().model();
        Model made = asked != null ? asked : subject instanceof Verdict.Other ? Model.EXPRESSION_2 : Model.ESSENCE_2;
        SubjectRule rule = !(subject instanceof Verdict.Open)
                ? null
                : asked == null ? SubjectRule.HUMAN_OR_EXPRESSION_2 : SubjectRule.HUMAN_OR_NONE;
        return new GenerationOrder(made, ModelPlan.supported(made), true, person(), keptImage, keptAudio,
                Objects.requireNonNullElse(blankToNull(aspectRatio), WIDE),
                Objects.requireNonNullElse(blankToNull(framing), PORTRAIT), Boolean.TRUE.equals(transparency), rule);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
