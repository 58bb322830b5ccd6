package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Refuses text that PostgreSQL cannot store, wherever it is in a body. */
final class StorableText {

    private static final String WHY = " must not hold the character U+0000 or half of a surrogate pair";

    private StorableText() {
    }

    static void check(ObjectNode fields) {
        fields.properties().forEach(field -> check(field.getKey(), field.getKey(), field.getValue()));
    }

    private static void check(String field, String name, JsonNode value) {
        if (!isStorable(name) || value.isString() && !isStorable(value.stringValue())) {
            String shown = isStorable(field) ? field : "a field's name";
            throw ApiException.invalid(shown, shown + WHY);
        }
        if (value.isObject()) {
            value.properties().forEach(inner -> check(field, inner.getKey(), inner.getValue()));
        } else if (value.isArray()) {
            value.forEach(element -> check(field, name, element));
        }
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return c != 0 && text.indexOf('\0') < 0
                        && text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
            }
        }
        return true;
    }
}
