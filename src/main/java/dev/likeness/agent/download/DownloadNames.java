package dev.likeness.agent.download;

import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import java.util.Set;

/** The names a download may call a model by: tiers of the vendor's fold into their family (CONTRACT 3.5). */
final class DownloadNames {

    private static final Set<String> ESSENCE_2 = Set.of("essence-2-gpu", "essence-2-ane", "essence-2-cpu",
            "essence-2-apple", "essence-2-light");
    private static final Set<String> EXPRESSION_2 = Set.of("expression-2-gpu", "expression-2-cpu", "expression-2-ane",
            "expression-2-apple");

    private DownloadNames() {
    }

    static Model model(String name) {
        if (ESSENCE_2.contains(name)) {
            return Model.ESSENCE_2;
        }
        if (EXPRESSION_2.contains(name)) {
            return Model.EXPRESSION_2;
        }
        if (name.equals("essence-2-quality")) {
            throw ApiException.invalid("model", "'essence-2-quality' is retired; use essence-2-max");
        }
        return Model.of(name).orElseThrow(() -> ApiException.invalid("model", "Invalid model '" + name
                + "'; must be one of: essence-1, essence-2, essence-2-max, expression-2"));
    }
}
