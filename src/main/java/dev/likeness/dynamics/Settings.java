package dev.likeness.dynamics;

import dev.likeness.common.ApiException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an owner sets of dynamics. Objects are merged into objects, null removes, all else replaces; {@code keywords} say a
 * gesture each.
 *
 * @param enabled null where that was not said
 */
record Settings(@Nullable Boolean enabled, ObjectNode others) {

    /** The actions that clients know (CONTRACT 5), whether or not this server makes them. */
    static final Set<String> ACTIONS = Set.of("mini_wave_hello", "talk_head_nod_subtle", "laugh_react", "idle_subtle",
            "blow_kiss_heart", "clap_cheer", "heart_hands", "thumbs_up_pulse", "celebration_jump");

    private static final String ENABLED = "enabled";
    private static final String KEYWORDS = "keywords";
    private static final int MOST_KEYWORDS = 200;
    private static final int LONGEST_WORD = 100;
    private static final int MOST = 64_000;

    /** Raises {@code VALIDATION_ERROR} naming the field. */
    static Settings merged(ObjectNode before, Map<String, JsonNode> changes) {
        JsonNode enabled = changes.get(ENABLED);
        if (enabled != null && !enabled.isBoolean() && !enabled.isNull()) {
            throw ApiException.invalid("dynamics.enabled", "dynamics.enabled must be true or false");
        }
        ObjectNode others = before.deepCopy();
        merge(others, JsonNodeFactory.instance.objectNode().setAll(changes));
        others.remove(ENABLED);
        checkKeywords(others.get(KEYWORDS));
        if (others.toString().length() > MOST) {
            throw ApiException.invalid("dynamics", "dynamics must have at most " + MOST + " characters of JSON");
        }
        return new Settings(enabled == null || enabled.isNull() ? null : enabled.booleanValue(), others);
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        changes.forEachEntry((name, change) -> {
            if (change.isNull()) {
                into.remove(name);
            } else if (change instanceof ObjectNode object) {
                ObjectNode inner = into.get(name) instanceof ObjectNode there
                        ? there
                        : JsonNodeFactory.instance.objectNode();
                merge(inner, object);
                into.set(name, inner);
            } else {
                into.set(name, change);
            }
        });
    }

    private static void checkKeywords(@Nullable JsonNode keywords) {
        if (keywords == null) {
            return;
        }
        if (!keywords.isObject() || keywords.size() > MOST_KEYWORDS) {
            throw ApiException.invalid("dynamics.keywords",
                    "dynamics.keywords must be an object of at most " + MOST_KEYWORDS + " words");
        }
        keywords.forEachEntry((word, action) -> {
            if (word.isBlank() || word.length() > LONGEST_WORD) {
                throw ApiException.invalid("dynamics.keywords",
                        "dynamics.keywords must have words of 1 to " + LONGEST_WORD + " characters");
            }
            if (!action.isString() || !ACTIONS.contains(action.stringValue())) {
                throw ApiException.invalid("dynamics.keywords." + word, "dynamics.keywords." + word
                        + " must be one of: " + String.join(", ", ACTIONS.stream().sorted().toList()));
            }
        });
    }
}
