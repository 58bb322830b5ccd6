package dev.likeness.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same description in the words of OpenAPI 3.0, for generators that cannot read {@code type: [string, "null"]}. It
 * knows the keywords this server's descriptions use; one it does not know is an error, not a guess.
 */
final class OpenApi30 {

    private static final Set<String> NEWER = Set.of("$schema", "$id", "$anchor", "$defs", "$dynamicRef", "if", "then",
            "else", "prefixItems", "contains", "patternProperties", "propertyNames", "unevaluatedProperties",
            "unevaluatedItems", "dependentSchemas", "dependentRequired", "contentSchema");
    private static final Set<String> SCHEMAS = Set.of("schema", "items", "additionalProperties", "not");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf");

    private OpenApi30() {
    }

    /** Changes it in place. */
    static ObjectNode of(ObjectNode description) {
        description.put("openapi", "3.0.3");
        description.remove("jsonSchemaDialect");
        description.path("components").path("schemas").forEach(OpenApi30::schema);
        walk(description.path("paths"));
        for (String part : List.of("responses", "parameters", "requestBodies", "headers")) {
            walk(description.path("components").path(part));
        }
        return description;
    }

    /** Schemas are where a parameter, a header or a kind of content has its {@code schema}. */
    private static void walk(JsonNode node) {
        if (node.has("schema")) {
            schema(node.get("schema"));
        }
        node.properties().stream().filter(member -> !member.getKey().equals("schema"))
                .filter(member -> !member.getKey().equals("example")).forEach(member -> walk(member.getValue()));
        if (node.isArray()) {
            node.forEach(OpenApi30::walk);
        }
    }

    private static void schema(JsonNode node) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        schema.fieldNames().forEachRemaining(OpenApi30::refuseNewer);
        type(schema);
        either(schema);
        bound(schema, "exclusiveMinimum", "minimum");
        bound(schema, "exclusiveMaximum", "maximum");
        constant(schema);
        examples(schema);
        content(schema);
        siblings(schema);
        schema.path("properties").forEach(OpenApi30::schema);
        SCHEMAS.forEach(name -> schema(schema.path(name)));
        LISTS.forEach(name -> schema.path(name).forEach(OpenApi30::schema));
    }

    private static void refuseNewer(String keyword) {
        if (NEWER.contains(keyword)) {
            throw new IllegalStateException("no OpenAPI 3.0 for " + keyword);
        }
    }

    private static void type(ObjectNode schema) {
        if (schema.get("type") instanceof ArrayNode types) {
            List<String> words = new ArrayList<>();
            types.forEach(type -> words.add(type.asText()));
            boolean nullable = words.remove("null");
            if (words.size() != 1) {
                throw new IllegalStateException("no OpenAPI 3.0 for the types " + types);
            }
            schema.put("type", words.getFirst());
            if (nullable) {
                nullable(schema);
            }
        }
    }

    private static void nullable(ObjectNode schema) {
        schema.put("nullable", true);
        if (schema.get("enum") instanceof ArrayNode values && values.valueStream().noneMatch(JsonNode::isNull)) {
            values.addNull();
        }
    }

    /** One of a schema and null: that schema, nullable. */
    private static void either(ObjectNode schema) {
        for (String name : List.of("anyOf", "oneOf")) {
            if (!(schema.get(name) instanceof ArrayNode parts)) {
                continue;
            }
            int before = parts.size();
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).path("type").equals(TextNode.valueOf("null"))) {
                    parts.remove(i);
                }
            }
            if (parts.size() == before) {
                continue;
            }
            schema.put("nullable", true);
            if (parts.size() == 1) {
                schema.remove(name);
                schema.set("allOf", parts);
            }
        }
    }

    private static void bound(ObjectNode schema, String exclusive, String inclusive) {
        JsonNode value = schema.get(exclusive);
        if (value != null && value.isNumber()) {
            schema.set(inclusive, value);
            schema.put(exclusive, true);
        }
    }

    private static void constant(ObjectNode schema) {
        JsonNode value = schema.remove("const");
        if (value != null) {
            schema.putArray("enum").add(value);
        }
    }

    private static void examples(ObjectNode schema) {
        if (schema.remove("examples") instanceof ArrayNode examples && !examples.isEmpty() && !schema.has("example")) {
            schema.set("example", examples.get(0));
        }
    }

    private static void content(ObjectNode schema) {
        if (schema.has("contentEncoding") || schema.has("contentMediaType")) {
            JsonNode encoding = schema.remove("contentEncoding");
            schema.remove("contentMediaType");
            schema.put("format", encoding == null ? "binary" : "byte");
        }
    }

    /** What stands beside a {@code $ref} is not read in 3.0. */
    private static void siblings(ObjectNode schema) {
        if (schema.has("$ref") && schema.size() > 1) {
            JsonNode ref = schema.remove("$ref");
            schema.putArray("allOf").addObject().setAll(Map.of("$ref", ref));
        }
    }
}
