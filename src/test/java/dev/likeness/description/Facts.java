package dev.likeness.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A description of the API as lines of text, one a fact, so that two can be compared: of each operation its id and tag,
 * its parameters, the members of its body, its answers and the members of those. Whether something may be null is no
 * fact, and neither are words for people.
 */
final class Facts {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;
    /** By operation, such as {@code GET /v1/me}. */
    private final Map<String, List<String>> byOperation = new LinkedHashMap<>();

    private Facts(JsonNode root) {
        this.root = root;
    }

    static Map<String, List<String>> ofDescription(Path file) {
        try {
            Facts facts = new Facts(new YAMLMapper().readTree(Files.readString(file)));
            facts.read();
            return facts.byOperation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #write} wrote. */
    static Map<String, List<String>> ofLines(Path file) {
        try {
            Map<String, List<String>> facts = new LinkedHashMap<>();
            List<String> current = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("  ")) {
                    current.add(line.strip());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    current = new ArrayList<>();
                    facts.put(line.strip(), current);
                }
            }
            return facts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Map<String, List<String>> facts) {
        return facts.entrySet().stream().map(operation -> operation.getKey() + "\n"
                + operation.getValue().stream().map(fact -> "  " + fact + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private void read() {
        root.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(verb -> VERBS.contains(verb.getKey())).forEach(verb -> byOperation
                        .put(verb.getKey().toUpperCase() + " " + path.getKey(), operation(verb.getValue()))));
    }

    private List<String> operation(JsonNode operation) {
        Set<String> facts = new TreeSet<>();
        facts.add("id " + operation.path("operationId").asText());
        operation.path("tags").forEach(tag -> facts.add("tag " + tag.asText()));
        for (JsonNode parameter : operation.path("parameters")) {
            facts.add("parameter " + parameter.path("in").asText() + " " + parameter.path("name").asText()
                    + (parameter.path("required").asBoolean() ? " required" : "")
                    + type(resolved(parameter.path("schema"))));
        }
        JsonNode body = operation.path("requestBody");
        if (!body.isMissingNode()) {
            facts.add("body" + (body.path("required").asBoolean() ? " required" : ""));
            members("body", body.path("content").path("application/json").path("schema"), true, facts);
        }
        operation.path("responses").properties().forEach(answer -> {
            JsonNode response = resolved(answer.getValue());
            facts.add("answer " + answer.getKey());
            response.path("content").properties()
                    .forEach(kind -> content("answer " + answer.getKey(), kind.getKey(), kind.getValue(), facts));
        });
        return List.copyOf(facts);
    }

    private void content(String answer, String kind, JsonNode content, Set<String> facts) {
        if (!kind.equals("application/json")) {
            facts.add(answer + " as " + kind);
        } else if (answer.matches("answer [45].*")) {
            facts.add(answer + " " + name(content.path("schema")));
        } else {
            members(answer, content.path("schema"), false, facts);
        }
    }

    /** The members of an object, deep. */
    private void members(String place, JsonNode given, boolean sent, Set<String> facts) {
        if (!name(given).isEmpty() && !sent) {
            facts.add(place + " is " + name(given));
        }
        JsonNode schema = resolved(given);
        for (JsonNode part : schema.path("allOf")) {
            members(place, part, sent, facts);
        }
        for (JsonNode part : schema.path("oneOf")) {
            members(place, part, false, facts);
        }
        if (schema.has("items")) {
            members(place + "[]", schema.get("items"), sent, facts);
        }
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(member -> {
            String name = place + (place.matches("body|answer \\w+") ? " " : ".") + member.getKey();
            JsonNode value = resolved(member.getValue());
            facts.add(name + (sent && required.contains(member.getKey()) ? " required" : "") + type(value));
            members(name, member.getValue(), sent, facts);
        });
    }

    /** The name of a schema that stands for itself. */
    private static String name(JsonNode schema) {
        String ref = schema.path("$ref").asText();
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    private JsonNode resolved(JsonNode node) {
        if (node.has("$ref")) {
            return resolved(root.at(node.get("$ref").asText().substring(1)));
        }
        JsonNode either = node.path("anyOf");
        return either.size() == 2 && either.get(1).path("type").asText().equals("null")
                ? resolved(either.get(0))
                : node;
    }

    private static String type(JsonNode schema) {
        StringBuilder text = new StringBuilder(" : ").append(kind(schema.path("type")));
        if (schema.has("additionalProperties") && schema.get("additionalProperties").isObject()) {
            text.append(" of ").append(kind(schema.get("additionalProperties").path("type")));
        }
        if (schema.path("format").asText().matches("date-time|uuid|binary")) {
            text.append(' ').append(schema.get("format").asText());
        }
        for (String bound : List.of("minimum", "maximum", "maxLength", "default")) {
            if (schema.has(bound)) {
                text.append(' ').append(bound).append('=').append(number(schema.get(bound)));
            }
        }
        if (schema.has("enum")) {
            Set<String> values = new TreeSet<>();
            schema.get("enum").forEach(value -> values.add(value.asText()));
            values.remove("null");
            text.append(" one of ").append(String.join("|", values));
        }
        return text.toString();
    }

    private static String number(JsonNode value) {
        return value.isNumber() && value.asDouble() == value.asLong() ? Long.toString(value.asLong()) : value.asText();
    }

    private static @Nullable String kind(JsonNode type) {
        if (type.isArray()) {
            return type.valueStream().map(JsonNode::asText).filter(one -> !one.equals("null"))
                    .collect(Collectors.joining("|"));
        }
        return type.isMissingNode() ? "anything" : type.asText();
    }
}
