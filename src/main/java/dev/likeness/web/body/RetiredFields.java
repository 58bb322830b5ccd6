package dev.likeness.web.body;

import dev.likeness.common.ApiException;
import java.util.Collection;

/** Names that were given up, refused in bodies and queries alike (CONTRACT 1.4). */
public final class RetiredFields {

    private RetiredFields() {
    }

    public static void refuse(Collection<String> names) {
        if (names.contains("figure_id")) {
            throw ApiException.invalid("figure_id", "figure_id is no longer supported; use agent_code");
        }
    }
}
