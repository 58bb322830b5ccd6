package dev.likeness.web.body.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of parts: files are used where a field takes them, and never dropped. */
class MultipartBodiesTests {

    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final String TEXT = "name=\"prompt\"\r\n\r\nAda";

    @RegisterExtension
    private final Sender sender = new Sender();

    private static String form(String... parts) {
        StringBuilder form = new StringBuilder();
        for (String part : parts) {
            form.append("--b\r\nContent-Disposition: form-data; ").append(part).append("\r\n");
        }
        return form.append("--b--\r\n").toString();
    }

    private static String file(String name, String content) {
        return "name=\"" + name + "\"; filename=\"face.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" + content;
    }

    private Sender.Order send(String... parts) {
        return sender.send(TYPE, form(parts));
    }

    private ApiException refusal(String... parts) {
        return sender.refusal(TYPE, form(parts));
    }

    @Test
    void aFilePartIsItsFieldsFile() throws Exception {
        byte[] picture = new byte[900_000];
        new Random(7).nextBytes(picture);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"\u00e4 b.jpg\"\r\n\r\n".getBytes(
                        StandardCharsets.UTF_8));
        form.writeBytes(picture);
        form.writeBytes("\r\n--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nAda\r\n--b--".getBytes(
                StandardCharsets.UTF_8));
        Sender.Order order = sender.send(form.toByteArray(), "Content-Type", TYPE);
        assertThat(Files.readAllBytes(order.image().file())).isEqualTo(picture);
        assertThat(order.prompt()).isEqualTo("Ada");
        String parts = sender.digest();
        sender.send("application/json",
                "{\"prompt\":\"Ada\",\"image\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}");
        assertThat(sender.digest()).isEqualTo(parts);
    }

    @Test
    void anotherFileIsAnotherBody() {
        send(TEXT, file("image", "one"));
        String first = sender.digest();
        send(file("image", "one"), TEXT);
        assertThat(sender.digest()).isEqualTo(first);
        send(TEXT, file("image", "two"));
        assertThat(sender.digest()).isNotEqualTo(first);
    }

    @Test
    void aFieldsFileMayBeCalledOtherwiseAndBringsItsName() throws Exception {
        Sender.Order order = send(file("file", "bytes"));
        assertThat(Files.readString(order.data().file())).isEqualTo("bytes");
        assertThat(order.fileName()).isEqualTo("face.jpg");
        assertThat(send(file("file_data", "bytes"), "name=\"file_name\"\r\n\r\nmine.png").fileName())
                .isEqualTo("mine.png");
        assertThat(
                send("name=\"file_name\"\r\n\r\n", "name=file; filename=\"C:\\\\docs\\\\a.pdf\"\r\n\r\nx").fileName())
                .isEqualTo("a.pdf");
        assertThat(send(file("file", "bytes"), "name=\"file_name\"\r\n\r\n").fileName()).isEqualTo("face.jpg");
        assertThat(send("name=file; filename*=utf-8''%c3%a4.pdf\r\n\r\nx").fileName()).isEqualTo("\u00e4.pdf");
    }

    @Test
    void filesAreTextsOrBytesAsTheirPartsSay() throws Exception {
        assertThat(Files.readString(send("name=\"image\"\r\n\r\naGVsbG8=").image().file())).isEqualTo("hello");
        assertThat(send("name=\"image\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhttp://h/x").image().url())
                .isEqualTo("http://h/x");
        assertThat(Files.readString(send("name=\"image\"\r\nContent-Type: image/png\r\n\r\naGVs").image().file()))
                .isEqualTo("aGVs");
        String coded = "\r\nContent-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r\n";
        assertThat(Files.readString(send("name=\"image\"; filename=\"a\"" + coded, TEXT).image().file()))
                .isEqualTo("hello");
        assertThat(send("name=\"prompt\"" + coded).prompt()).isEqualTo("hello");
        assertThat(refusal("name=\"prompt\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41").message())
                .startsWith("Malformed multipart body: the Content-Transfer-Encoding");
    }

    /** Libraries of Java make JSON of every text. */
    @Test
    void aPartThatIsJsonIsTheTextInside() throws Exception {
        String json = "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n";
        Sender.Order order = send("name=image" + json + "\"http://h/p?w\\u003d5\"",
                "name=prompt" + json + "\"A \\\"b\\\"\"",
                "name=loud" + json + "true", "name=model" + json + "plain",
                "name=\"file_data\"" + json + " \"aGVsbG8=\" ");
        assertThat(order.image().url()).isEqualTo("http://h/p?w=5");
        assertThat(order.prompt()).isEqualTo("A \"b\"");
        assertThat(order.loud()).isTrue();
        assertThat(order.model()).isEqualTo("plain");
        assertThat(Files.readString(order.data().file())).isEqualTo("hello");
        assertThat(send("name=image" + json + "http://h/x").image().url()).isEqualTo("http://h/x");
        assertThat(refusal("name=image" + json + "\"aGVs\"", "name=image" + json + "\"aGVs\"").message())
                .isEqualTo("image must be given once");
        for (String broken : new String[]{"\"aGVs", "\"aGVs\",\"file_data\":\"aGVs\"", "\"a\" b", "\"a\\"}) {
            assertThat(refusal("name=image" + json + broken).message()).as(broken)
                    .isEqualTo("Request body must be valid JSON");
        }
        assertThat(refusal(file("image", "x"), "name=data" + json + "{\"prompt\":\"A chef\"}").message())
                .isEqualTo("prompt in data must be sent as prompt, a field of its own");
    }

    @ParameterizedTest
    @CsvSource({"video,video/mp4,must not be a video", "photo,image/svg+xml,photo must not be a file part",
            "prompt,audio/mpeg,prompt must not be a file part",
            "clip,application/octet-stream,clip must not be a file part",
            "video,application/octet-stream,must not be a video",
            "paper,application/pdf,paper must not be a file part"})
    void whatIsNoTextIsAFileThoughItHasNoName(String name, String type, String message) {
        ApiException refusal = refusal(TEXT, "name=" + name + "\r\nContent-Type: " + type + "\r\n\r\n\u00ff");
        assertThat(refusal.details().getFirst().message()).contains(message);
        assertThat(refusal.details().getFirst().field()).isEqualTo(name);
    }

    @Test
    void textsMayBeCalledBytes() {
        assertThat(send("name=prompt\r\nContent-Type: application/octet-stream\r\n\r\nAda").prompt()).isEqualTo("Ada");
        assertThat(
                send("name=prompt\r\nContent-Type: */*\r\n\r\nAda", "name=x\r\nContent-Type: text/x\r\n\r\ny").prompt())
                .isEqualTo("Ada");
    }

    /** Percent-encoded, and said twice: what clients make of a name in Chinese. */
    @Test
    void aNameMayBeLong() {
        String letters = "%E5%90%8D".repeat(200);
        assertThat(send("name=file; filename=\"x\"; filename*=utf-8''" + letters + "\r\n\r\nx").fileName())
                .isEqualTo("\u540d".repeat(200));
        String[] parts = new String[40];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = "name=x" + i + "; y=\"" + "z".repeat(3_000) + "\"\r\n\r\n";
        }
        assertThat(refusal(parts).message()).isEqualTo("Request body is too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=image; filename=\"=?utf-8?B?*?=\"", "name=\"=?utf-8?B?*?=\"",
            "name=\"=?nonsense?B?*?=\"; filename=x", "name=image; filename=\"=?utf-8?B?a?= =?utf-8?B?a?=\""})
    void anEncodedWordThatIsNoneIsRefused(String part) {
        assertThat(refusal(part + "\r\n\r\nx").message()).startsWith("Malformed multipart body: an encoded word");
    }

    @ParameterizedTest
    @CsvSource({"photo,VALIDATION_ERROR,photo must not be a file part: the files of this operation are image and file",
            "'image[]',VALIDATION_ERROR,'image[] must not be a file part: the files of this operation are image and file'",
            "prompt,VALIDATION_ERROR,prompt must not be a file part: the files of this operation are image and file",
            "tags,VALIDATION_ERROR,tags must not be a file part: the files of this operation are image and file",
            "video,CONFLICT,must not be a video",
            "figure_id,VALIDATION_ERROR,figure_id is no longer supported; use agent_code"})
    void anyOtherFilePartIsRefusedByName(String name, String code, String message) {
        for (ApiException refusal : new ApiException[]{refusal(TEXT, file(name, "x")), refusal(file(name, "x"))}) {
            assertThat(refusal.code().name()).isEqualTo(code);
            assertThat(refusal.message()).endsWith(message);
            assertThat(refusal.details().getFirst().field()).isEqualTo(name);
        }
    }

    @Test
    void faultsOfFieldsAreToldFirst() {
        assertThat(refusal(file("photo", "x"), "name=loud\r\n\r\nperhaps", file("video", "x")).details())
                .extracting(ApiException.Detail::field).containsExactly("video", "loud", "photo");
    }

    @Test
    void aFileThatNobodyChoseIsNone() {
        Sender.Order order = send(TEXT,
                "name=\"image\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n",
                "name=\"photo\"; filename=\"\"\r\n\r\n");
        assertThat(order.image()).isNull();
        assertThat(refusal(file("image", "")).message()).isEqualTo("image must not be empty");
    }

    @Test
    void aFileIsBoundedAndComesOnce() {
        ApiException damaged = refusal("name=image\r\n\r\n" + "AAAA".repeat(400_000) + "*");
        assertThat(damaged.code()).isEqualTo(CommonError.FILE_TOO_LARGE);
        ApiException large = refusal(file("file", "x".repeat(110_000)));
        assertThat(large.code()).isEqualTo(CommonError.FILE_TOO_LARGE);
        assertThat(refusal(file("image", "x".repeat(1_100_000))).message()).isEqualTo("image must have at most 1 MB");
        assertThat(refusal(file("image", "x"), file("image", "y")).message()).isEqualTo("image must be given once");
        assertThat(refusal(file("image", "x"), "name=image\r\n\r\naGVs").message())
                .isEqualTo("image must be given once");
        assertThat(refusal(file("file", "x"), file("file_data", "x")).message())
                .isEqualTo("file_data must be given once");
        assertThat(refusal("name=prompt\r\n\r\n" + "x".repeat(103_000)).message())
                .isEqualTo("Request body is too large");
        assertThat(refusal("name=x\r\n\r\n" + "x".repeat(60_000), "name=y\r\n\r\n" + "x".repeat(60_000)).message())
                .isEqualTo("Request body is too large");
        assertThat(refusal("name=a\r\n\r\n", "name=\"" + "x".repeat(20_000) + "\"\r\n\r\n").message())
                .isEqualTo("Malformed multipart body: the headers of a part must have at most 4096 bytes");
        String[] many = new String[1_001];
        java.util.Arrays.fill(many, "name=a\r\n\r\n");
        assertThat(refusal(many).message()).startsWith("Request body has too many values");
    }

    @Test
    void aFormOfWhichNothingIsKnownIsNone() {
        assertThat(refusal("name=data\r\n\r\n{}").message()).isEqualTo("Request body must be valid JSON");
        assertThat(refusal("name=json\r\nContent-Type: application/json\r\n\r\n{\"prompt\":\"x\"}").details().getFirst()
                .message()).isEqualTo("json is no field of this operation");
        assertThat(refusal("name=\"prompt[]\"\r\n\r\nx").message()).isEqualTo("prompt[] must be sent as prompt");
        assertThat(refusal("name=\"'prompt\"\r\n\r\nx", TEXT).message()).isEqualTo("Request body must be valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAda",
            "--b\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAda\r\n",
            "--b\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAda\r\n--b",
            "--b\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAda\r\n--b\r\n",
            "--b\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAda\r\n--b\r\nContent-Disposition: form",
            "--b\r\nContent-Disposition: form-data; name=prompt",
            "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "--b\r\n\r\nx\r\n--b--", "--b--", "prompt=Ada",
            "--other\r\nContent-Disposition: form-data; name=prompt\r\n\r\nAda\r\n--other--"})
    void partsThatDoNotEndWhereTheyShouldAreRefused(String body) {
        assertThat(sender.refusal(TYPE, body).message()).startsWith("Malformed multipart body: ");
    }

    @Test
    void aBoundaryIsNeeded() {
        for (String type : new String[]{"multipart/form-data", "multipart/form-data; boundary=",
                "multipart/form-data; boundary=" + "b".repeat(300),
                "multipart/form-data; boundary=\"=?utf-8?B?*?=\""}) {
            assertThat(sender.refusal(type, form(TEXT)).message())
                    .startsWith("Malformed multipart body: Content-Type must");
        }
        assertThat(sender.send("multipart/form-data; boundary=\"b\"", form(TEXT)).prompt()).isEqualTo("Ada");
        assertThat(sender.send("Multipart/Form-Data; charset=utf-8; Boundary=a/b?c",
                form(TEXT).replace("--b", "--a/b?c")).prompt()).isEqualTo("Ada");
        assertThat(sender.refusal("application/json", form(TEXT)).message())
                .isEqualTo("Request body must be valid JSON");
    }

    @Test
    void textIsInTheEncodingOfItsPart() {
        byte[] latin = form("name=prompt\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nJ\u00f6rg")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(sender.send(latin, "Content-Type", TYPE).prompt()).isEqualTo("J\u00f6rg");
        byte[] none = form("name=prompt\r\n\r\nJ\u00f6rg").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(sender.refusal(none, "Content-Type", TYPE).message()).contains("must be in UTF-8");
        assertThat(sender.refusal(TYPE, form("name=prompt\r\n\r\nA\0")).message()).contains("U+0000");
    }
}
