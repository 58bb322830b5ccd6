package dev.likeness.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * YAML that every reader takes for the same: readers of YAML 1.1, which most generators are, see the number 969 in a
 * plain {@code 16:9}, and a date in {@code 2026-11-28}.
 */
final class YamlText {

    private static final YAMLMapper YAML = new YAMLMapper(
            YAMLFactory.builder().disable(Feature.WRITE_DOC_START_MARKER).enable(Feature.MINIMIZE_QUOTES)
                    .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS).stringQuotingChecker(new Quoting()).build());

    private YamlText() {
    }

    /**
     * In the same order always, but for the outermost members as they come: Swagger's mappers are one for the JVM, and
     * whether they sort depends on what they wrote first.
     */
    static byte[] of(ObjectNode tree) throws JsonProcessingException {
        tree.properties().forEach(member -> member.setValue(sorted(member.getValue())));
        return YAML.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode elements = array.arrayNode();
            array.forEach(element -> elements.add(sorted(element)));
            return elements;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode members = object.objectNode();
        object.properties().stream().sorted(Map.Entry.comparingByKey())
                .forEach(member -> members.set(member.getKey(), sorted(member.getValue())));
        return members;
    }

    private static final class Quoting extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || !value.isEmpty() && "+-.0123456789".indexOf(value.charAt(0)) >= 0;
        }
    }
}
