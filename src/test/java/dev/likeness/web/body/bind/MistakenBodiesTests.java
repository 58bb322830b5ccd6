package dev.likeness.web.body.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells, editors and libraries make of a body: nothing is ordered that nobody wrote. */
class MistakenBodiesTests {

    private static final String NOT_JSON = "Request body must be valid JSON";

    @RegisterExtension
    private final Sender sender = new Sender();

    /** Labelled as curl labels everything. */
    @ParameterizedTest
    @ValueSource(strings = {"'{prompt:A chef,image:http://127.0.0.1:9/p.jpg?w=5}'",
            "'{prompt:A chef,image:http://h/p.jpg?w=5&model=expression-1}'", "data=1&x=2", "‘{\"prompt\"=\"x\"}’",
            "“{prompt=x&model=y”", "`{prompt=1}`", "({prompt=1&model=b})", "<prompt=1&model=b", "@order.json",
            "@a=b&model=c",
            "?prompt=x&model=y", "$body=1&model=x", "\\{prompt=1&model=x", "nonsense", "7", "-7", "null", "true=1", "=",
            "=x", "&", "%7B%22prompt%22%3A%22A%20chef%22%7D", "%7B%22prompt%22%3A%22x%22%7D=",
            "%7B%22image%22%3A%22http://h/?a=1&model=b%22%7D", "%5Bprompt=1&model=x", "%EF%BB%BF%7B=&model=x",
            "%22prompt%22=x&model=y", "{prompt:A chef}", "{'prompt':'A chef'}", "{\"prompt\":\"Tom ", "{}x", "[1",
            "\"{\\\"prompt\\\"", "\u0001prompt=x&model=y",
            "prompt: A chef\nimage: http://h/p.jpg?w=5&version=v2",
            "prompt:A chef,image:http://h/p.jpg?w=5&model=expression-1", "prompt A chef=1&model=b", "model=b&a\nb=1",
            "model=b&a<b=1", "model=b&'prompt'=x", "model=b&x/y=1", "model=b&{x}=1", "model=b&x\"=1"})
    void whatIsNoFormIsNotTakenForOne(String body) {
        assertThat(sender.refusal(Sender.FORM, body).message()).isEqualTo(NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"prompt\":\"x\"}]", "\"prompt=x\"", "\"{\\\"prompt\\\":\\\"x\\\"}\""})
    void whatIsJsonButNoObjectIsToldSo(String body) {
        assertThat(sender.refusal(Sender.FORM, body).message()).isEqualTo("Request body must be a JSON object");
    }

    @Test
    void aFormOfUnknownFieldsNamesThem() {
        assertThat(sender.refusal(Sender.FORM, "data=1&" + "x".repeat(80) + "=2").details())
                .extracting(ApiException.Detail::message).containsExactly("data is no field of this operation",
                        "x".repeat(64) + "… is no field of this operation");
        assertThat(sender.refusal(Sender.FORM, "a=1&b=1&c=1&d=1&e=1&f=1&g=1").details()).hasSize(5);
        // One known field makes it a form; the others are ignored, as in JSON.
        assertThat(sender.send(Sender.FORM, "data=1&prompt=x").prompt()).isEqualTo("x");
        assertThat(sender.send(Sender.FORM, "image=http://h/x").image().url()).isEqualTo("http://h/x");
    }

    @ParameterizedTest
    @CsvSource({"prompt[]=A&model=b,prompt[] must be sent as prompt",
            "model=b&prompt[0]=A,prompt[0] must be sent as prompt",
            "model=b&order[prompt]=A,order[prompt] must be sent as prompt",
            "model=b&image[]=aGVs,image[] must be sent as image",
            "order.prompt=A&model=b,order.prompt must be sent as prompt",
            "prompt=A&amp;model=b,amp;model must be sent as model",
            "prompt[text][en]=A,prompt[text][en] must be sent as prompt"})
    void aFramedNameIsNotLost(String body, String message) {
        assertThat(sender.refusal(Sender.FORM, body).message()).isEqualTo(message);
    }

    @Test
    void fieldsInTheJsonOfAnotherAreNotLost() {
        assertThat(sender.refusal(Sender.FORM, "data={\"x\":1,\"prompt\":\"A chef\"}&image=http://h/x").message())
                .isEqualTo("prompt in data must be sent as prompt, a field of its own");
        assertThat(sender.send(Sender.FORM, "data={\"x\":1}&other={no&prompt=x").prompt()).isEqualTo("x");
    }

    /** A known name behind a cut cannot be told apart: version may be the URL's or the order's. */
    @ParameterizedTest
    @CsvSource({"image=https://cdn/p?w=5&sig=abc,sig", "image=https://cdn/p?w=5&model=b&sig=abc,sig",
            "model=https://cdn/p?w=5&sig=abc&prompt=x,sig", "prompt=x&image=https://cdn/p?w=5&=abc,''"})
    void aUrlIsNotCutAtItsAmpersand(String body, String field) {
        assertThat(sender.refusal(Sender.FORM, body).message()).isEqualTo("Request body must be a well-formed form: "
                + field + " is no field of this operation; write & inside a value as %26");
    }

    @Test
    void aUrlThatIsEscapedOrWholeIsTaken() {
        assertThat(sender.send(Sender.FORM, "image=https%3A%2F%2Fcdn%2Fp%3Fw%3D5%26sig%3Dabc&x=1").image().url())
                .isEqualTo("https://cdn/p?w=5&sig=abc");
        assertThat(sender.send(Sender.FORM, "image=https://cdn/p?w=5&prompt=x&tags[]=y").prompt()).isEqualTo("x");
        assertThat(sender.send(Sender.FORM, "prompt=Who are you?&x=1").prompt()).isEqualTo("Who are you?");
    }

    @Test
    void whatIsGivenTwiceIsNotLost() {
        assertThat(sender.refusal(Sender.FORM, "model=essence-1&model=expression-2").message())
                .isEqualTo("model must be given once");
        Sender.Order order = sender.send(Sender.FORM,
                "prompt=&model=a&prompt=x&model=a&model=&tags=a&tags=b&tags[]=c");
        assertThat(order.prompt()).isEqualTo("x");
        assertThat(order.model()).isEqualTo("a");
        assertThat(order.tags().toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(sender.send(Sender.FORM, "tags=a").tags().toString()).isEqualTo("\"a\"");
    }

    /** Not of fields of other types, which are texts in a form. */
    @Test
    void theSameTextsAreTheSameInJsonAndInAForm() {
        sender.send("application/json", "{\"prompt\":\"Ada\",\"image\":\"aGVs\"}");
        String json = sender.digest();
        sender.send(Sender.FORM, "image=aGVs&prompt=Ada");
        assertThat(sender.digest()).isEqualTo(json);
        sender.send(Sender.FORM, "image=aGVsbG8=&prompt=Ada");
        assertThat(sender.digest()).isNotEqualTo(json);
    }

    @Test
    void namesAndWordsAreTakenAsTheyAreMeant() {
        Sender.Order order = sender.send(Sender.FORM,
                "prompt=Ada&\r\n loud=True&duration= 7 &tags[]=a&tags[1]=b&x[y]=1");
        assertThat(order.loud()).isTrue();
        assertThat(order.duration()).isEqualTo(7);
        assertThat(order.tags().toString()).isEqualTo("[\"a\",\"b\"]");
        for (String word : new String[]{"true", "TRUE", "True", "1", " tRuE "}) {
            assertThat(sender.send(Sender.FORM, "loud=" + word).loud()).as(word).isTrue();
        }
        for (String word : new String[]{"false", "FALSE", "False", "0"}) {
            assertThat(sender.send(Sender.FORM, "loud=" + word).loud()).as(word).isFalse();
        }
        // Left empty in a form that a browser sends.
        order = sender.send(Sender.FORM, "prompt=&loud=&duration=");
        assertThat(order.loud()).isNull();
        assertThat(order.duration()).isNull();
        for (String word : new String[]{"yes", "on", "truee", "2"}) {
            assertThat(sender.refusal(Sender.FORM, "loud=" + word).message()).isEqualTo("loud must be true or false");
        }
    }

    @ParameterizedTest
    @CsvSource({"prompt=Tom & Jerry,a field has no =; write & inside a value as %26",
            "prompt=100%,% must be written as %25", "prompt=%zz,% must be written as %25"})
    void aValueIsNotCutShort(String body, String why) {
        assertThat(sender.refusal(Sender.FORM, body).message())
                .isEqualTo("Request body must be a well-formed form: " + why);
    }

    /** Signs that would stand for what cannot be read were written by nobody. */
    @Test
    void textOfAnotherEncodingIsReadAsItIsLabelledOrRefused() {
        byte[] latin = "prompt=J\u00f6rg".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(sender.refusal(latin, "Content-Type", Sender.FORM).message())
                .isEqualTo("Request body must be a well-formed form: its text must be in UTF-8");
        assertThat(sender.send(latin, "Content-Type", Sender.FORM + "; charset=iso-8859-1").prompt())
                .isEqualTo("J\u00f6rg");
        assertThat(sender.send(Sender.FORM + "; charset=windows-1252", "prompt=%80").prompt()).isEqualTo("€");
        byte[] json = "{\"prompt\":\"J\u00f6rg\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(sender.refusal(json, "Content-Type", "application/json").message()).isEqualTo(NOT_JSON);
        assertThat(sender.refusal(json, "Content-Type", "application/json; charset=us-ascii").message())
                .isEqualTo(NOT_JSON);
        assertThat(sender.send(json, "Content-Type", "text/plain; charset=iso-8859-1").prompt()).isEqualTo("J\u00f6rg");
        assertThat(sender.send("application/json; charset=utf8mb4", "{\"prompt\":\"J\u00f6rg\"}").prompt())
                .isEqualTo("J\u00f6rg");
    }

    /** With its mark, as editors and PowerShell write it, and without; files inside it and signs beyond the first plane. */
    @ParameterizedTest
    @CsvSource({"UTF-8,\ufeff", "UTF-16LE,\ufeff", "UTF-16BE,\ufeff", "UTF-32LE,\ufeff", "UTF-32BE,\ufeff",
            "UTF-16LE,''",
            "UTF-16BE,''", "UTF-32LE,''", "UTF-32BE,''"})
    void jsonIsReadWhateverItsLabelAndItsEncoding(String charset, String mark) throws Exception {
        String picture = Base64.getEncoder().encodeToString(new byte[90_000]);
        String body = mark + "{\"prompt\":\"J\u00f6rg \ud83d\ude00" + "\ud83d\ude00".repeat(5_000) + "\",\"image\":\""
                + picture + "\"}";
        for (String label : new String[]{Sender.FORM, "application/json", "multipart/form-data", "text/plain",
                "application/json; charset=iso-8859-1", "nonsense"}) {
            if (mark.isEmpty() && label.contains("iso")) {
                continue;
            }
            Sender.Order order = sender.send(body.getBytes(Charset.forName(charset)), "Content-Type", label);
            assertThat(order.prompt()).startsWith("J\u00f6rg \ud83d\ude00\ud83d\ude00").hasSize(10_007);
            assertThat(Files.size(order.image().file())).isEqualTo(90_000);
        }
    }

    @Test
    void whatFollowsAMarkMustBeJson() {
        for (String body : new String[]{"\ufeff", "\ufeffprompt=x", "\ufeff{prompt:x}", "\ufeff'{\"prompt\":\"x\"}'"}) {
            assertThat(sender.refusal(Sender.FORM, body).message()).startsWith("Request body must be ");
        }
        // What curl -d makes of a file in UTF-16: without its zeros.
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        cut.writeBytes(new byte[]{(byte) 0xff, (byte) 0xfe});
        cut.writeBytes("{\"prompt\":\"x\"}".getBytes(StandardCharsets.US_ASCII));
        assertThat(sender.refusal(cut.toByteArray(), "Content-Type", Sender.FORM).message()).isEqualTo(NOT_JSON);
    }

    /** Curl sends an empty form for a file that it does not find. */
    @Test
    void anEmptyFormOrdersNothing() {
        for (String label : new String[]{Sender.FORM, "multipart/form-data; boundary=b"}) {
            for (String body : new String[]{"", " ", "\r\n"}) {
                assertThat(sender.refusal(label, body).message()).isEqualTo(NOT_JSON);
            }
        }
        assertThat(sender.send("application/json", "").prompt()).isNull();
        assertThat(sender.send(new byte[0]).prompt()).isNull();
    }

    @Test
    void aLabelThatIsNoneMakesNoForm() {
        byte[] body = "prompt=x".getBytes(StandardCharsets.US_ASCII);
        for (String label : new String[]{"", " ", "application/json, " + Sender.FORM, "form", "application/json"}) {
            assertThat(sender.refusal(body, "Content-Type", label).message()).as(label).isEqualTo(NOT_JSON);
        }
        assertThat(sender.refusal(body).message()).isEqualTo(NOT_JSON);
        assertThat(sender.refusal(body, "Content-Type", "application/xml").code().httpStatus()).isEqualTo(415);
        assertThat(sender.send(Sender.FORM + "; charset=nonsense", "prompt=x").prompt()).isEqualTo("x");
    }
}
