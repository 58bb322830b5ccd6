package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Digests;
import dev.likeness.web.error.Refusals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's body, an object. A handler takes it as a parameter. Absent and null are the same; a value of the wrong
 * type is a {@code VALIDATION_ERROR} naming the field; fields nobody asks for are ignored (CONTRACT 1.2).
 */
public final class JsonBody {

    private final ObjectNode tree;
    private final boolean form;
    private final String path;

    private JsonBody(ObjectNode tree, boolean form, String path) {
        this.tree = tree;
        this.form = form;
        this.path = path;
    }

    /** The body as parsed; refuses what is not an object, text PostgreSQL cannot store and retired fields. */
    public static JsonBody of(@Nullable JsonNode body) {
        return checked(body, false);
    }

    static JsonBody ofForm(ObjectNode fields) {
        return checked(fields, true);
    }

    private static JsonBody checked(@Nullable JsonNode body, boolean form) {
        if (!(body instanceof ObjectNode tree)) {
            throw Refusals.notAnObject();
        }
        refuseRetired(tree.propertyNames());
        tree.properties().forEach(field -> refuseUnstorable(field.getKey(), field.getKey(), field.getValue()));
        return new JsonBody(tree, form, "");
    }

    static void refuseRetired(Collection<String> names) {
        if (names.contains("figure_id")) {
            throw ApiException.invalid("figure_id", "figure_id is no longer supported; use agent_code");
        }
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return node(field) != null;
    }

    public @Nullable String string(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            throw wrong(field, "a string");
        }
        return node.stringValue();
    }

    /** The text; {@code MISSING_PARAM} when it is absent or empty. */
    public String requiredString(String field) {
        String text = string(field);
        if (text == null || text.isEmpty()) {
            throw Refusals.missing(path + field);
        }
        return text;
    }

    /** A whole number of 32 bits; 5.0 is one. */
    public @Nullable Integer integer(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        Double value = numberOf(node);
        if (value == null || value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw wrong(field, "an integer");
        }
        return value.intValue();
    }

    /** As {@link #integer}; {@code MISSING_PARAM} when it is absent. */
    public int requiredInteger(String field) {
        Integer value = integer(field);
        if (value == null) {
            throw Refusals.missing(path + field);
        }
        return value;
    }

    /** A number, finite. */
    public @Nullable Double number(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        Double value = numberOf(node);
        if (value == null) {
            throw wrong(field, "a number");
        }
        return value;
    }

    public @Nullable Boolean bool(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (form && node.stringValue().matches("true|false|1|0")) {
            return node.stringValue().equals("true") || node.stringValue().equals("1");
        }
        throw wrong(field, "true or false");
    }

    /** A list of texts; null when absent. */
    public @Nullable List<String> strings(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            throw wrong(field, "an array of strings");
        }
        List<String> texts = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            if (!element.isString()) {
                throw wrong(field, "an array of strings");
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    /** An object inside this one, whose fields are named with this one's in errors; null when absent. */
    public @Nullable JsonBody object(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!(node instanceof ObjectNode inner)) {
            throw wrong(field, "an object");
        }
        return new JsonBody(inner, form, path + field + ".");
    }

    /** The agent's code, sent as {@code agent_code} or {@code agent_id} (CONTRACT 1.4); null when neither is there. */
    public @Nullable String agentCode() {
        String code = string("agent_code");
        return code == null || code.isEmpty() ? string("agent_id") : code;
    }

    /** The agent's code; {@code MISSING_PARAM} naming the field the operation documents. */
    public String requiredAgentCode(String documented) {
        String code = agentCode();
        if (code == null || code.isEmpty()) {
            throw Refusals.missing(documented);
        }
        return code;
    }

    /** The whole tree, to be read only. */
    public ObjectNode raw() {
        return tree;
    }

    /** SHA-256 in hex, the same for two bodies that say the same, whatever their order and blanks. */
    public String digest() {
        return HexFormat.of().formatHex(Digests.sha256(Canonical.write(tree)));
    }

    private @Nullable JsonNode node(String field) {
        JsonNode node = tree.get(field);
        return node == null || node.isNull() ? null : node;
    }

    private @Nullable Double numberOf(JsonNode node) {
        double value;
        if (node.isNumber()) {
            value = node.doubleValue();
        } else if (form && node.isString() && node.stringValue().matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            value = Double.parseDouble(node.stringValue());
        } else {
            return null;
        }
        return Double.isFinite(value) ? value : null;
    }

    private ApiException wrong(String field, String type) {
        return ApiException.invalid(path + field, path + field + " must be " + type);
    }

    private static void refuseUnstorable(String field, String name, JsonNode value) {
        if (!isStorable(name) || value.isString() && !isStorable(value.stringValue())) {
            String shown = isStorable(field) ? field : "a field's name";
            String why = "must not hold the character U+0000 or half of a surrogate pair";
            throw new ApiException(CommonError.VALIDATION_ERROR, shown + " " + why,
                    List.of(new ApiException.Detail(shown, why)));
        }
        if (value.isObject()) {
            value.properties().forEach(inner -> refuseUnstorable(field, inner.getKey(), inner.getValue()));
        } else if (value.isArray()) {
            value.forEach(element -> refuseUnstorable(field, name, element));
        }
    }

    private static boolean isStorable(String text) {
        // Encoded and decoded again, a lone surrogate is no longer what was sent.
        return text.indexOf('\0') < 0 && text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }
}
