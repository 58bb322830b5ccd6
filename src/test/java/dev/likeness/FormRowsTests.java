package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Forms and their files, as curl and libraries send them: what they order, and what costs nothing. */
@WorkerServer
class FormRowsTests {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PARTS = "multipart/form-data; boundary=------------------------0a1b";

    @LocalServerPort
    private int port;
    private Workshop shop;

    @BeforeEach
    void openAccount() {
        shop = new Workshop(port);
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    /** As curl writes it: a value that begins with @ is that file. */
    private static byte[] parts(String... fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String field : fields) {
            String[] pair = field.split("=", 2);
            boolean file = pair[1].startsWith("@");
            body.writeBytes(("--------------------------0a1b\r\nContent-Disposition: form-data; name=\"" + pair[0]
                    + "\""
                    + (file
                            ? "; filename=\"" + pair[1].substring(1) + "\"\r\nContent-Type: application/octet-stream"
                            : "")
                    + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(!file
                    ? pair[1].getBytes(StandardCharsets.UTF_8)
                    : pair[1].equals("@face.png") ? Pictures.portrait() : Pictures.coffee());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--------------------------0a1b--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private Client.Answer generate(byte[] parts, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = PARTS;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return shop.client.postBytes("/v1/agent/generate", parts, all);
    }

    private void assertNothingHappened() {
        assertThat(shop.balance()).isEqualTo(10_000);
        assertThat(shop.client.get("/v1/agents").body().get("data")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'{prompt:A chef,image:http://127.0.0.1:9/p.jpg?w=5}'", "data=1&x=2", "prompt[]=A chef",
            "prompt: A chef\nimage: http://h/p.jpg?w=5&version=v2", "data={\"prompt\":\"A chef\"}&image=http://h/x",
            "prompt=x&image=https://cdn/p?w=5&sig=abc", "model=essence-1&model=expression-2",
            "%7B%22prompt%22:%22A chef%22%7D", "\"{prompt=A chef}\"", "", "prompt=Tom & Jerry",
            "\ufeff{\"prompt\":\"A chef\",\"model\":\"nonsense\",\"image\":\"http://h/p.jpg?w=5\"}"})
    void whatIsNoFormOrdersNothing(String body) {
        Client.Answer answer = shop.client.postAs(FORM, "/v1/agent/generate", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(Workshop.error(answer)).isEqualTo("VALIDATION_ERROR");
        assertNothingHappened();
    }

    @Test
    void aPictureIsUsedHoweverItIsSent() {
        Client.Answer answer = generate(parts("prompt=Ada", "model=essence-2", "transparency=True", "image=@face.png"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(shop.balance()).isEqualTo(9_500);
        // It was looked at: this one shows nobody.
        Client.Answer coffee = generate(parts("prompt=Ada", "model=essence-2", "image=@coffee.png"));
        assertThat(coffee.status()).as(coffee.body().toString()).isEqualTo(422);
        assertThat(shop.balance()).isEqualTo(9_500);
    }

    @ParameterizedTest
    @CsvSource({"video=@t.mkv,VIDEO_INPUT_NOT_SUPPORTED,video", "video=x,VIDEO_INPUT_NOT_SUPPORTED,video",
            "figure_id=@x,VALIDATION_ERROR,figure_id", "photo=@face.png,VALIDATION_ERROR,photo",
            "prompt=@prompt.txt,VALIDATION_ERROR,prompt", "image[]=@face.png,VALIDATION_ERROR,image[]"})
    void anyOtherFileIsRefusedByName(String part, String code, String field) {
        Client.Answer answer = generate(parts("framing=portrait", part));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(Workshop.error(answer)).isEqualTo(code);
        assertThat(answer.body().at("/error/details/0/field").asString()).isEqualTo(field);
        assertNothingHappened();
    }

    @Test
    void aRepeatWithAnotherPictureIsNone() {
        Client.Answer first = generate(parts("prompt=Ada", "image=@face.png"), "Idempotency-Key", "k");
        assertThat(first.status()).as(first.body().toString()).isEqualTo(200);
        Client.Answer other = generate(parts("prompt=Ada", "image=@coffee.png"), "Idempotency-Key", "k");
        assertThat(Workshop.error(other)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(Workshop.error(generate(parts("prompt=Ada"), "Idempotency-Key", "k")))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        Client.Answer again = generate(parts("image=@face.png", "prompt=Ada"), "Idempotency-Key", "k");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.response().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(shop.balance()).isEqualTo(9_750);
    }

    @Test
    void anUploadTakesAFilePartAndItsName() {
        Client.Answer none = shop.client.postBytes("/v1/files/upload", parts("file_type=image"), "Content-Type", PARTS);
        Workshop.assertRefused(none, 400, "MISSING_PARAM",
                "file_url, or file_data and file_name, or a file part named file, is required");
        Client.Answer kept = shop.client.postBytes("/v1/files/upload", parts("file=@face.png", "file_type=image"),
                "Content-Type", PARTS);
        assertThat(kept.status()).as(kept.body().toString()).isEqualTo(200);
        assertThat(kept.body().at("/data/original_source").asString()).isEqualTo("face.png");
        assertThat(shop.client.bytes("GET", kept.body().at("/data/file_url").asString()).body())
                .isEqualTo(Pictures.portrait());
        Client.Answer image = shop.client.postBytes("/v1/files/upload", parts("image=@face.png"), "Content-Type",
                PARTS);
        assertThat(image.body().at("/error/message").asString())
                .isEqualTo("image must not be a file part: the files of this operation are file");
    }

    @Test
    void compressedBodiesAreReadWhereverBodiesAre() throws IOException {
        for (String path : new String[]{"/v1/agent/generate", "/v1/runtime-tokens/request", "/v1/meter/beats"}) {
            String body = "{\"prompt\":\"x\",\"session_id\":\"0123456789abcdef0123456789abcdef\",\"seq\":1}";
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body.getBytes(StandardCharsets.UTF_8));
            }
            Client.Answer answer = shop.client.postBytes(path, packed.toByteArray(), "Content-Type", "application/json",
                    "Content-Encoding", "gzip");
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
        }
    }

    @Test
    void aStartInARoomTakesThePartOfItsPlugin() {
        Client.Answer answer = start("avatar_image=@face.png");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
        assertThat(Workshop.error(answer)).isEqualTo("NO_AVAILABLE_WORKERS");
        assertThat(start("photo=@face.png").body().at("/error/message").asString())
                .isEqualTo("photo must not be a file part: the files of this operation are avatar_image");
        assertThat(start("avatar_image=@face.png", "avatar_image=@coffee.png").body().at("/error/message").asString())
                .isEqualTo("image must be given once");
    }

    private Client.Answer start(String... files) {
        String[] fields = Arrays.copyOf(
                new String[]{"livekit_url=wss://h", "livekit_token=t", "room_name=r", "mode=gpu"},
                4 + files.length);
        System.arraycopy(files, 0, fields, 4, files.length);
        return shop.client.postBytes("/v1/runtime-tokens/request", parts(fields), "Content-Type", PARTS);
    }

    /** The sender hangs up: it may send the same again, and is charged for what came whole. */
    @Test
    void aBodyThatBreaksOffOrdersNothingAndMayBeSentAgain() throws IOException {
        byte[] whole = parts("prompt=Ada", "image=@face.png");
        String json = "{\"prompt\":\"Ada\"}";
        byte[] chunk = (Integer.toHexString(json.length()) + "\r\n" + json + "\r\n").getBytes(StandardCharsets.UTF_8);
        String[][] heads = {{PARTS, "Content-Length: " + whole.length, "parts"},
                {"application/json", "Transfer-Encoding: chunked", "json"}};
        for (String[] head : heads) {
            byte[] sent = head[0].equals(PARTS) ? Arrays.copyOf(whole, whole.length / 2) : chunk;
            assertThat(brokenOff(head[0], head[1], head[2], sent)).startsWith("HTTP/1.1 408 ")
                    .contains("\"code\":\"REQUEST_TIMEOUT\"", "broke off before its end")
                    .containsIgnoringCase("Connection: close");
            assertNothingHappened();
            assertThat(Path.of("target/worker-server/uploads")).isEmptyDirectory();
        }
        assertThat(generate(whole, "Idempotency-Key", "parts").status()).isEqualTo(200);
        assertThat(shop.client.post("/v1/agent/generate", json, "Idempotency-Key", "json").status()).isEqualTo(200);
        assertThat(shop.balance()).isEqualTo(9_500);
    }

    private String brokenOff(String type, String length, String key, byte[] body) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("POST /v1/agent/generate HTTP/1.1\r\nHost: localhost\r\napi-secret: "
                    + shop.client.secret() + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: " + type + "\r\n"
                    + length
                    + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
