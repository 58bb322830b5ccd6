package dev.likeness.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.nio.charset.StandardCharsets;

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

    static byte[] of(JsonNode tree) throws JsonProcessingException {
        return YAML.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static final class Quoting extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || !value.isEmpty() && "+-.0123456789".indexOf(value.charAt(0)) >= 0;
        }
    }
}
