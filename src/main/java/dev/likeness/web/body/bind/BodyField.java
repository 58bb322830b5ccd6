package dev.likeness.web.body.bind;

import dev.likeness.web.body.read.FilePlan;
import dev.likeness.web.error.Refusals;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * A component of a body's record.
 *
 * @param component its name in Java
 * @param name its name on the wire
 * @param declared where its annotations are
 * @param type of its value, which the reader makes
 * @param file what it may hold, when it is a file
 */
record BodyField(String component, String name, Field declared, JavaType type, ObjectReader reader,
        @Nullable FilePlan file) {

    /** Whether a form leaves it empty, as browsers do: a number or a truth that nobody filled in. */
    boolean isBlank(JsonNode node) {
        return node.isString() && node.stringValue().isBlank()
                && (type.isTypeOrSubTypeOf(Number.class) || type.hasRawClass(Boolean.class));
    }

    /** Whether it may be an array. */
    boolean isList() {
        return type.isCollectionLikeType() || type.isTypeOrSubTypeOf(JsonNode.class);
    }

    /** Whether it has members of its own. */
    boolean isObject() {
        return type.isMapLikeType();
    }

    /** What a value of it is, as told to who sent another. */
    String noun() {
        boolean texts = type.isCollectionLikeType() && type.getContentType().hasRawClass(String.class);
        return texts ? "an array of strings" : Refusals.noun(type.getRawClass());
    }
}
