package dev.likeness.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApi30Tests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'type':['string','null']} | {'type':'string','nullable':true}",
            "{'type':['string','null'],'enum':['a']} | {'type':'string','enum':['a',null],'nullable':true}",
            "{'anyOf':[{'$ref':'#/x'},{'type':'null'}]} | {'nullable':true,'allOf':[{'$ref':'#/x'}]}",
            "{'type':'integer','exclusiveMinimum':0} | {'type':'integer','exclusiveMinimum':true,'minimum':0}",
            "{'const':'a'} | {'enum':['a']}", "{'examples':['a','b']} | {'example':'a'}",
            "{'type':'string','contentEncoding':'base64'} | {'type':'string','format':'byte'}",
            "{'$ref':'#/x','description':'y'} | {'description':'y','allOf':[{'$ref':'#/x'}]}",
            "{'type':'array','items':{'type':['integer','null']}} | {'type':'array','items':{'type':'integer','nullable':true}}",
            "{'properties':{'type':{'type':['string','null']}}} | {'properties':{'type':{'type':'string','nullable':true}}}"})
    void wordsOfTheNewerVersionAreSaidInTheOlder(String newer, String older) throws IOException {
        assertThat(schema(newer)).isEqualTo(JSON.readTree(older.replace('\'', '"')));
    }

    @Test
    void aWordThatHasNoOlderFormIsRefused() {
        assertThatThrownBy(() -> schema("{'prefixItems':[]}")).hasMessageContaining("prefixItems");
        assertThatThrownBy(() -> schema("{'type':['string','integer']}")).hasMessageContaining("string");
    }

    /** The parser that many generators are built on finds nothing to say about it. */
    @Test
    void theCommittedOlderDescriptionIsValid() throws IOException {
        String text = Files.readString(Path.of("openapi/likeness-3.0.yaml"));
        var parsed = new OpenAPIV3Parser().readContents(text);
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.0.3");
        assertThat(text).doesNotContain("\"null\"");
    }

    private static Object schema(String json) throws IOException {
        ObjectNode api = JSON.createObjectNode();
        api.putObject("components").putObject("schemas").set("it", JSON.readTree(json.replace('\'', '"')));
        return OpenApi30.of(api).at("/components/schemas/it");
    }
}
