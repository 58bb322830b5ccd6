package dev.likeness.web.body.read;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** JSON with sorted keys and no blanks, to tell whether two bodies say the same. */
final class Canonical {

    private Canonical() {
    }

    static String write(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            text.append('{');
            sorted.forEach((name, value) -> {
                text.append(name.length()).append(':').append(name).append('=');
                write(value, text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(element -> {
                write(element, text);
                text.append(',');
            });
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
