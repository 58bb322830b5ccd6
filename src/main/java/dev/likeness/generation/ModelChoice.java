package dev.likeness.generation;

import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import org.jspecify.annotations.Nullable;

/**
 * What a creation asked for.
 *
 * @param model the family; null for {@code auto}, which the subject decides
 */
record ModelChoice(@Nullable Model model) {

    private static final int LONGEST_TOLD = 100;
    private static final String NAMES = "auto, essence, essence-1, essence-2, essence-2-max, expression, "
            + "expression-1, expression-2";

    /**
     * CONTRACT 3.1, "Model names". Omitted: expression-1, never silently a dearer one.
     *
     * @param version counts for the names of families only, and is not looked at beside others, whatever it is
     * @throws ApiException {@code VALIDATION_ERROR} naming {@code model} or {@code version}
     */
    static ModelChoice of(@Nullable String name, @Nullable Object version) {
        String asked = name == null ? "expression" : name;
        return switch (asked) {
            case "auto" -> new ModelChoice(null);
            case "essence-1" -> new ModelChoice(Model.ESSENCE_1);
            case "essence-2", "essence-2-max" -> new ModelChoice(Model.ESSENCE_2);
            case "expression-1" -> new ModelChoice(Model.EXPRESSION_1);
            case "expression-2" -> new ModelChoice(Model.EXPRESSION_2);
            case "essence" -> new ModelChoice(isSecond(version) ? Model.ESSENCE_2 : Model.ESSENCE_1);
            case "expression" -> new ModelChoice(isSecond(version) ? Model.EXPRESSION_2 : Model.EXPRESSION_1);
            case "essence-2-light" ->
                throw ApiException.invalid("model", "'essence-2-light' is retired; use essence-2");
            case "essence-2-quality" ->
                throw ApiException.invalid("model", "'essence-2-quality' is retired; use essence-2-max");
            default -> throw ApiException.invalid("model",
                    "Invalid model '" + begin(asked) + "'; must be one of: " + NAMES);
        };
    }

    /** What of a name is told again: it may be a book. */
    private static String begin(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_TOLD
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_TOLD)) + "…";
    }

    private static boolean isSecond(@Nullable Object version) {
        if (version != null && !(version instanceof String)) {
            throw ApiException.invalid("version", "version must be a string");
        }
        return switch (version == null || version.toString().isBlank() ? "v1" : version.toString()) {
            case "v1" -> false;
            case "v2" -> true;
            default -> throw ApiException.invalid("version", "version must be one of: v1, v2");
        };
    }
}
