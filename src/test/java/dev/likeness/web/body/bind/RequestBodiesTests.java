package dev.likeness.web.body.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.BodyDigest;
import dev.likeness.web.body.Code;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.Folder;
import dev.likeness.web.body.NamesAgent;
import dev.likeness.web.body.OneOf;
import dev.likeness.web.body.Required;
import dev.likeness.web.body.SentFile;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;

/** What handlers are handed for what was sent, and what is told about what is wrong (CONTRACT 1.2, 1.4). */
class RequestBodiesTests {

    private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

    static final class NoVideo implements Code {

        @Override
        public ErrorCode code() {
            return CommonError.UNSUPPORTED_TYPE;
        }
    }

    @Body
    record Inner(@Required @Nullable String platform, @Nullable Integer weight) {
    }

    @Body
    record Wanted(
            @Null(message = "Video is not supported", payload = NoVideo.class) @Nullable JsonNode video,
            @Required @Pattern(regexp = "[a-z]*", message = "must be of small letters") String name,
            @Min(1) @Max(9) @Nullable Integer seq, @Nullable Double rate, @Nullable Boolean loud,
            @Size(max = 2, message = "must have at most 2 entries") @Nullable List<String> tags,
            @OneOf({
                    "portrait", "full_body"}) @Nullable String framing,
            @Nullable Map<String, JsonNode> options,
            @Valid @Nullable Inner inner, @Nullable List<@Valid Inner> all, @Nullable String agentCode,
            @Nullable String agentId, @JsonProperty("clearSecrets") @Nullable String clear) implements NamesAgent {
    }

    @Body(forms = true)
    record Sent(@Nullable Integer count, @Nullable Boolean loud, @Nullable String name,
            @FileField(limit = "${my.limit:1MB}", urls = true) @Nullable SentFile image) {
    }

    @Body
    record Unsound(String name) {
    }

    @SuppressWarnings("unused")
    static final class Controller {

        void wanted(@RequestBody Wanted body) {
        }

        void sent(@RequestBody Sent body, BodyDigest digest) {
        }

        void unsound(@RequestBody Unsound body) {
        }

        void digest(BodyDigest digest) {
        }
    }

    @TempDir
    private Path folder;
    private RequestBodies bodies;
    private MockHttpServletRequest request;

    @BeforeEach
    void begin() {
        bodies = new RequestBodies(DataSize.ofKilobytes(100), DataSize.ofMegabytes(3), VALIDATOR, new Folder(folder),
                new MockEnvironment(), new StaticListableBeanFactory());
    }

    @AfterEach
    void nothingStays() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes open) {
            open.requestCompleted();
        }
        RequestContextHolder.resetRequestAttributes();
        assertThat(folder).isEmptyDirectory();
    }

    private static MethodParameter parameter(String method) {
        return new MethodParameter(Arrays.stream(Controller.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(method)).findFirst().orElseThrow(), 0);
    }

    private Object bound(String method, @Nullable String type, byte[] body) {
        nothingStays();
        request = new MockHttpServletRequest("POST", "/");
        request.setContentType(type);
        request.setContent(body);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        MethodParameter parameter = parameter(method);
        assertThat(bodies.supportsParameter(parameter)).isTrue();
        return bodies.resolveArgument(parameter, null, new ServletWebRequest(request), null);
    }

    private Wanted wanted(String json) {
        return (Wanted) bound("wanted", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private Sent sent(String type, String body) {
        return (Sent) bound("sent", type, body.getBytes(StandardCharsets.UTF_8));
    }

    private ApiException refusal(String json) {
        return catchThrowableOfType(ApiException.class, () -> wanted(json));
    }

    private String digest() {
        return ((BodyDigest) bodies.resolveArgument(parameter("digest"), null, new ServletWebRequest(request), null))
                .sha256();
    }

    @Test
    void bindsEveryTypeByItsNameOnTheWire() {
        Wanted wanted = wanted("""
                {"name": "eve", "seq": 5.0, "rate": 7, "loud": true, "tags": ["a", "b"], "framing": "portrait",
                 "options": {"x": [1]}, "inner": {"platform": "p"}, "all": [{"platform": "q", "weight": 2}],
                 "agent_code": "", "agent_id": "A1", "clearSecrets": "c", "unknown": {"more": 1}}""");
        assertThat(wanted.seq()).isEqualTo(5);
        assertThat(wanted.rate()).isEqualTo(7.0);
        assertThat(wanted.tags()).containsExactly("a", "b");
        assertThat(wanted.options().get("x").get(0).intValue()).isEqualTo(1);
        assertThat(wanted.inner()).isEqualTo(new Inner("p", null));
        assertThat(wanted.all()).containsExactly(new Inner("q", 2));
        assertThat(wanted.agent()).isEqualTo("A1");
        assertThat(wanted.clear()).isEqualTo("c");
    }

    @Test
    void absentAndNullAreTheSame() {
        assertThat(wanted("{\"name\":\"a\",\"video\":null,\"seq\":null,\"tags\":null,\"inner\":null,\"framing\":\"\"}"))
                .isEqualTo(new Wanted(null, "a", null, null, null, null, "", null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                   | MISSING_PARAM    | name  | name is required
            {"name":""}                          | MISSING_PARAM    | name  | name is required
            {"name":null}                        | MISSING_PARAM    | name  | name is required
            {"name":7}                           | VALIDATION_ERROR | name  | name must be a string
            {"name":"A"}                         | VALIDATION_ERROR | name  | name must be of small letters
            {"name":"a","seq":"5"}               | VALIDATION_ERROR | seq   | seq must be an integer
            {"name":"a","seq":5.5}               | VALIDATION_ERROR | seq   | seq must be an integer
            {"name":"a","seq":true}              | VALIDATION_ERROR | seq   | seq must be an integer
            {"name":"a","seq":3000000000}        | VALIDATION_ERROR | seq   | seq must be an integer
            {"name":"a","seq":1e400}             | VALIDATION_ERROR | seq   | seq must be an integer
            {"name":"a","seq":1e999999999}       | VALIDATION_ERROR | seq   | seq must be an integer
            {"name":"a","seq":0}                 | VALIDATION_ERROR | seq   | seq must be greater than or equal to 1
            {"name":"a","rate":"7"}              | VALIDATION_ERROR | rate  | rate must be a number
            {"name":"a","rate":1e400}            | VALIDATION_ERROR | rate  | rate must be a number
            {"name":"a","loud":1}                | VALIDATION_ERROR | loud  | loud must be true or false
            {"name":"a","loud":"true"}           | VALIDATION_ERROR | loud  | loud must be true or false
            {"name":"a","tags":"x"}              | VALIDATION_ERROR | tags  | tags must be an array of strings
            {"name":"a","tags":["x",1]}          | VALIDATION_ERROR | tags[1] | tags[1] must be a string
            {"name":"a","tags":["x",null]}       | VALIDATION_ERROR | tags[1] | tags[1] must be a string
            {"name":"a","tags":["x","y","z"]}    | VALIDATION_ERROR | tags  | tags must have at most 2 entries
            {"name":"a","framing":"wide"}        | VALIDATION_ERROR | framing | framing must be one of: portrait, full_body
            {"name":"a","options":[]}            | VALIDATION_ERROR | options | options must be an object
            {"name":"a","inner":"x"}             | VALIDATION_ERROR | inner | inner must be an object
            {"name":"a","inner":{}}              | MISSING_PARAM    | inner.platform | inner.platform is required
            {"name":"a","inner":{"weight":"x"}}  | VALIDATION_ERROR | inner.weight | inner.weight must be an integer
            {"name":"a","all":[{"platform":"p"},{}]} | MISSING_PARAM | all[1].platform | all[1].platform is required
            {"name":"a","agent_code":5}          | VALIDATION_ERROR | agent_code | agent_code must be a string
            {"name":"a","clearSecrets":5}        | VALIDATION_ERROR | clearSecrets | clearSecrets must be a string
            {"name":"a","video":{}}              | UNSUPPORTED_TYPE | video | Video is not supported
            {"clearSecrets":5,"loud":1,"seq":0,"name":"A","video":1} | UNSUPPORTED_TYPE | video | Video is not supported
            {"clearSecrets":5,"loud":1,"seq":0,"name":"A"} | VALIDATION_ERROR | name | name must be of small letters
            {"clearSecrets":5,"loud":1,"seq":0,"name":"a"} | VALIDATION_ERROR | seq | seq must be greater than or equal to 1
            {"clearSecrets":5,"loud":1,"name":"a"} | VALIDATION_ERROR | loud  | loud must be true or false
            {"figure_id":"A","name":7}           | VALIDATION_ERROR | figure_id | figure_id is no longer supported; use agent_code
            {"x":{"y":["\\u0000"]},"name":7}     | VALIDATION_ERROR | x     | x must not hold the character U+0000 or half of a surrogate pair
            {"x":{"a\\u0000":1},"name":7}        | VALIDATION_ERROR | x     | x must not hold the character U+0000 or half of a surrogate pair
            {"a\\u0000":1}                       | VALIDATION_ERROR | a field's name | a field's name must not hold the character U+0000 or half of a surrogate pair
            """)
    void tellsTheFirstFaultInTheOrderOfTheComponents(String json, String code, String field, String message) {
        ApiException refusal = refusal(json);
        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.message()).isEqualTo(message);
        assertThat(refusal.details().getFirst()).isEqualTo(new ApiException.Detail(field, message));
    }

    @Test
    void listsOneDetailForEachFieldThatIsWrong() {
        assertThat(refusal("{\"seq\":\"x\",\"rate\":\"y\",\"loud\":null}").details())
                .extracting(ApiException.Detail::message)
                .containsExactly("name is required", "seq must be an integer", "rate must be a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}x", "{\"a\":1}{}", "nonsense", "{\"name\":'a'}", "{\"name\":\"a", "{\"a\":01}"})
    void whatIsNoJsonIsRefused(String body) {
        assertThat(refusal(body).message()).isEqualTo("Request body must be valid JSON");
    }

    /** In fields that nobody reads, too: each value takes a hundred bytes while the body is looked at. */
    @Test
    void tooManyValuesAreRefused() {
        bodies = new RequestBodies(DataSize.ofMegabytes(2), DataSize.ofMegabytes(3), VALIDATOR, new Folder(folder),
                new MockEnvironment(), new StaticListableBeanFactory());
        assertThat(refusal("{\"a\": [" + "{},".repeat(60_000) + "{}]}").message())
                .isEqualTo("Request body has too many values; split it, or leave out what the operation does not take");
    }

    @Test
    void tooManyFieldsOfAFormAreRefused() {
        String fields = IntStream.range(0, 1_000).mapToObj(n -> "f" + n + "=")
                .collect(Collectors.joining("&", "name=&", ""));
        ApiException refusal = catchThrowableOfType(ApiException.class,
                () -> sent("application/x-www-form-urlencoded", fields));
        assertThat(refusal.message()).startsWith("Request body has too many values");
        assertThat(sent("application/x-www-form-urlencoded", fields.substring(0, fields.lastIndexOf('&')))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"text\"", "[{}]"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(refusal(body).message()).isEqualTo("Request body must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "{}", " {} "})
    void nothingSentIsAnEmptyObject(String body) {
        for (String type : new String[]{null, "application/json", "application/x-www-form-urlencoded", "text/plain"}) {
            assertThat(sent(type, body)).isEqualTo(new Sent(null, null, null, null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "text/plain", "application/octet-stream", "nonsense",
            "application/x-www-form-urlencoded", "application/vnd.api+json"})
    void jsonIsReadUnderAnyLabel(String type) {
        assertThat(((Wanted) bound("wanted", type, "\n{\"name\":\"a\",\"loud\":true}".getBytes(StandardCharsets.UTF_8)))
                .loud()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "iso-8859-1", "utf-16"})
    void theCharsetOfTheLabelCounts(String charset) {
        assertThat(((Sent) bound("sent", "application/json; charset=" + charset,
                "{\"name\":\"héllo\"}".getBytes(Charset.forName(charset)))).name()).isEqualTo("héllo");
    }

    @Test
    void formsAreReadWhereTheyAreTaken() throws Exception {
        Sent form = sent("application/x-www-form-urlencoded",
                "count=5.0&loud=1&name=a+b%26c&image=aGVsbG8%3D&=x&name=a+b%26c");
        assertThat(form.count()).isEqualTo(5);
        assertThat(form.loud()).isTrue();
        assertThat(form.name()).isEqualTo("a b&c");
        assertThat(Files.readString(form.image().file())).isEqualTo("hello");
        assertThat(sent("application/x-www-form-urlencoded", "image=http%3A%2F%2Fx%2F%3Fa%3Db").image().url())
                .isEqualTo("http://x/?a=b");
        for (String wrong : List.of("count=x", "loud=yes", "image=*", "image=aGVs&image=aGVs", "name=a&name=b",
                "name=%zz", "name=%4",
                "nonsense", "=", "name=a&none")) {
            assertThatThrownBy(() -> sent("application/x-www-form-urlencoded", wrong)).as(wrong)
                    .isInstanceOfSatisfying(ApiException.class,
                            e -> assertThat(e.code()).isEqualTo(CommonError.VALIDATION_ERROR));
        }
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=b")) {
            assertThatThrownBy(() -> bound("wanted", type, "name=a".getBytes(StandardCharsets.UTF_8)))
                    .hasMessage("Content-Type must be application/json");
        }
        // What a shell of another kind made of JSON is no form.
        assertThatThrownBy(() -> bound("wanted", "application/x-www-form-urlencoded",
                "'{name:a}'".getBytes(StandardCharsets.UTF_8))).hasMessage("Request body must be valid JSON");
    }

    @Test
    void aBodyIsOfOrdinarySizeBesideItsFiles() {
        String most = "x".repeat(99_000);
        assertThat(wanted("{\"name\":\"a\",\"x\":\"" + most + "\"}").name()).isEqualTo("a");
        String image = "A".repeat(1_300_000);
        assertThat(sent("application/json", "{\"x\":\"" + most + "\",\"image\":\"" + image + "\"}").image().size())
                .isEqualTo(975_000);
        String form = "application/x-www-form-urlencoded";
        assertThat(sent(form, "name=" + most + "&image=" + image).image().size()).isEqualTo(975_000);
        for (String large : List.of("{\"name\":\"" + most + most + "\"}", "{\"name\":\"" + image + image + "\"}")) {
            assertThatThrownBy(() -> sent("application/json", large)).hasMessage("Request body is too large");
        }
        assertThatThrownBy(() -> sent(form, "name=" + most + most)).hasMessage("Request body is too large");
        assertThatThrownBy(() -> sent("application/json", "{\"image\":\"" + image + "AAAA".repeat(25_000) + "\"}"))
                .hasMessage("image must have at most 1 MB");
        assertThatThrownBy(() -> sent("application/json", "{\"image\":7}")).hasMessage("image must be a string");
    }

    @Test
    void twoBodiesThatSayTheSameHaveOneDigest() {
        sent("application/json", "{\"name\":\"a\",\"count\":1,\"image\":\"aGVsbG8=\"}");
        String first = digest();
        sent("text/plain", " {\"image\": \"data:;base64,aGVs bG8\", \"count\":1, \"name\":\"a\"}");
        assertThat(digest()).isEqualTo(first);
        for (String other : List.of("{\"name\":\"a\",\"count\":2,\"image\":\"aGVsbG8=\"}",
                "{\"name\":\"a\",\"count\":1,\"image\":\"aGVsbG4=\"}", "{\"name\":\"a\",\"count\":1}",
                "{\"name\":\"a\",\"count\":1,\"image\":\"http://x/\"}")) {
            sent("application/json", other);
            assertThat(digest()).isNotEqualTo(first);
        }
    }

    @Test
    void nothingOfABodyStaysInItsRequestButTheDigestThatIsAskedFor() {
        wanted("{\"name\": \"eve\"}");
        assertThat(Collections.list(request.getAttributeNames())).isEmpty();
        sent("application/json", "{}");
        assertThat(Collections.list(request.getAttributeNames()).stream().map(request::getAttribute))
                .hasExactlyElementsOfTypes(BodyDigest.class);
    }

    @Test
    void whoSpeaksAnotherLanguageIsToldInEnglish() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMAN);
            assertThat(refusal("{\"name\":\"a\",\"seq\":0}").message())
                    .isEqualTo("seq must be greater than or equal to 1");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aComponentThatMightBeNullUnnoticedIsRefusedAtOnce() {
        assertThatThrownBy(() -> bound("unsound", null, new byte[0])).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nullable or required");
    }
}
