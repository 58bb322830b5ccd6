package dev.likeness.common;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** The five model families an avatar can be built for (CONTRACT 2.2). */
public enum Model {

    ESSENCE_1("essence-1"),
    EXPRESSION_1("expression-1"),
    ESSENCE_2("essence-2"),
    ESSENCE_2_MAX(
            "essence-2-max"),
    EXPRESSION_2("expression-2");

    private final String slug;

    Model(String slug) {
        this.slug = slug;
    }

    /** The name clients use, such as {@code essence-2-max}. */
    @JsonValue
    public String slug() {
        return slug;
    }

    /** The name inside pricing codes, such as {@code essence_2_max}. */
    public String underscored() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The family of that exact name. */
    public static Optional<Model> of(String slug) {
        for (Model model : values()) {
            if (model.slug.equals(slug)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}
