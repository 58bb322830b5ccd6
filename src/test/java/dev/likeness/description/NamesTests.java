package dev.likeness.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generators put every type of a description into one namespace (Go's have no other): schemas, answers that have a name,
 * what is made of a schema's name and its field's for an enum or an object that stands in it, and what is made of an
 * operation's id. Two that are called the same end the generator.
 */
class NamesTests {

    /** What generators append to the id of an operation. */
    private static final List<String> OF_OPERATIONS = List.of("Params", "Response", "JSONBody", "JSONRequestBody",
            "FormdataBody", "MultipartBody", "Req", "Res", "OK", "Default");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");

    /** In small letters, each with what is called so. */
    private final Map<String, List<String>> named = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"likeness", "likeness-3.0", "worker"})
    void noTwoTypesAreCalledTheSame(String description) throws IOException {
        JsonNode root = new YAMLMapper().readTree(Files.readString(Path.of("openapi", description + ".yaml")));
        JsonNode components = root.get("components");
        for (String kind : List.of("schemas", "responses", "parameters", "requestBodies", "headers")) {
            components.path(kind).propertyStream().forEach(one -> {
                name(one.getKey(), kind + "/" + one.getKey());
                if (kind.equals("schemas")) {
                    inside(one.getKey(), one.getValue(), one.getKey());
                }
            });
        }
        root.get("paths").forEach(path -> path.forEach(operation -> {
            String id = operation.path("operationId").asText();
            if (!id.isEmpty()) {
                OF_OPERATIONS.forEach(suffix -> name(id + suffix, "operation " + id + " + " + suffix));
                operation.path("parameters").forEach(parameter -> {
                    if (isType(parameter.path("schema"))) {
                        String name = parameter.path("name").asText();
                        name(id + "Params" + pascal(name), "parameter " + name + " of " + id);
                        name(id + pascal(name), "parameter " + name + " of " + id);
                    }
                });
            }
        }));
        assertThat(named.values()).hasSizeGreaterThan(50).filteredOn(types -> types.size() > 1).isEmpty();
    }

    /** What stands in a schema and gets a type of its own. */
    private void inside(String owner, JsonNode schema, String where) {
        schema.path("properties").propertyStream().forEach(field -> {
            JsonNode type = field.getValue();
            String name = owner + pascal(field.getKey());
            if (isType(type)) {
                name(name, where + "." + field.getKey());
            }
            inside(name, type, where + "." + field.getKey());
            if (isType(type.path("items"))) {
                name(name + "Item", where + "." + field.getKey() + "[]");
            }
            inside(name + "Item", type.path("items"), where + "." + field.getKey() + "[]");
        });
    }

    private static boolean isType(JsonNode schema) {
        return schema.has("enum") || schema.has("properties") || schema.has("oneOf") || schema.has("anyOf");
    }

    private void name(String name, String what) {
        named.computeIfAbsent(pascal(name).toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(what);
    }

    private static String pascal(String name) {
        StringBuilder out = new StringBuilder();
        Matcher words = WORD.matcher(name);
        while (words.find()) {
            out.append(Character.toUpperCase(words.group().charAt(0))).append(words.group().substring(1));
        }
        return out.toString();
    }
}
