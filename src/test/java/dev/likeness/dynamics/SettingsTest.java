package dev.likeness.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SettingsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    private static Settings merged(String before, String changes) {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        object(changes).forEachEntry(sent::put);
        return Settings.merged(object(before), sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                     | {'a': 1}                              | {'a':1}
            {'a': 1}               | {'b': [1]}                            | {'a':1,'b':[1]}
            {'a': {'x': 1, 'y':2}} | {'a': {'y': 3, 'z': {'w': null}}}     | {'a':{'x':1,'y':3,'z':{}}}
            {'a': {'x': 1}}        | {'a': null}                           | {}
            {'a': {'x': 1}}        | {'a': 7}                              | {'a':7}
            {'a': 7}               | {'a': {'x': 1}}                       | {'a':{'x':1}}
            {}                     | {'keywords': {'hi': 'laugh_react'}}   | {'keywords':{'hi':'laugh_react'}}
            """)
    void objectsAreMergedAndNullRemoves(String before, String changes, String after) {
        assertThat(merged(before, changes).others().toString().replace('"', '\'')).isEqualTo(after);
    }

    @Test
    void whatWasThereIsNotTouchedBeforeItIsStored() {
        ObjectNode before = object("{'a': {'x': 1}}");
        Settings.merged(before, Map.of("a", object("{'x': 2}")));
        assertThat(before).isEqualTo(object("{'a': {'x': 1}}"));
    }

    @Test
    void enabledIsNoneOfTheOthers() {
        Settings settings = merged("{}", "{'enabled': false, 'a': 1}");
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.others()).isEqualTo(object("{'a': 1}"));
        assertThat(merged("{}", "{'a': 1}").enabled()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'enabled': 'yes'}                      | dynamics.enabled
            {'keywords': []}                        | dynamics.keywords
            {'keywords': {' ': 'laugh_react'}}      | dynamics.keywords
            {'keywords': {'hi': 'somersault'}}      | dynamics.keywords.hi
            {'keywords': {'hi': {'a': 1}}}          | dynamics.keywords.hi
            """)
    void whatIsWrongIsNamed(String changes, String field) {
        assertThatThrownBy(() -> merged("{}", changes)).isInstanceOfSatisfying(ApiException.class,
                wrong -> assertThat(wrong.details().getFirst().field()).isEqualTo(field));
    }

    @Test
    void aBookIsNotKept() {
        assertThatThrownBy(() -> merged("{}", "{'a': '" + "x".repeat(64_000) + "'}"))
                .isInstanceOf(ApiException.class);
    }
}
