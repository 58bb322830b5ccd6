package dev.likeness.web.body;

import dev.likeness.common.ApiException;
import java.util.Collection;

/** Names that were given up, refused in bodies and queries alike (CONTRACT 1.4). */
public final class RetiredFields {

    private static final String FIGURE = "figure_id";

    private RetiredFields() {
    }

    /** Whether somebody who sends it means an operation of this API. */
    public static boolean has(String name) {
        return name.equals(FIGURE);
    }

    public static void refuse(Collection<String> names) {
        if (names.contains(FIGURE)) {
            throw ApiException.invalid(FIGURE, "figure_id is no longer supported; use agent_code");
        }
    }
}
