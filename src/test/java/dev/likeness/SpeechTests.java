package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.common.ApiException;
import dev.likeness.tts.SineEngine;
import dev.likeness.tts.answer.Places;
import dev.likeness.tts.answer.Places.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Speech as CONTRACT 8 has it, over HTTP. */
@SpokenServer
class SpeechTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;
    @Autowired
    private SineEngine engine;
    @Autowired
    private Places places;

    private Client client;

    @BeforeEach
    void connect() {
        awaitSilence();
        client = Client.ofNewAccount("http://localhost:" + port, "business", 0);
        engine.gate = new CountDownLatch(1);
    }

    @AfterEach
    void open() {
        engine.gate.countDown();
    }

    /** A server notices that somebody has hung up when it writes to them, which may be later than here. */
    private void awaitSilence() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Place one = places.take(); Place other = places.take()) {
                return true;
            } catch (ApiException taken) {
                return false;
            }
        });
    }

    private HttpRequest request(String path, String json) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + client.secret()).header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60)).POST(HttpRequest.BodyPublishers.ofString(json)).build();
    }

    private HttpResponse<byte[]> say(String path, String json) throws IOException, InterruptedException {
        return HTTP.send(request(path, json), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static AudioInputStream wav(byte[] bytes) throws IOException, UnsupportedAudioFileException {
        return AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void aShortTextIsAWavFileWithItsLength() throws Exception {
        HttpResponse<byte[]> answer = say("/v1/tts", "{\"text\":\"One two three. Four five.\",\"speed\":1.0}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("audio/wav");
        assertThat(header(answer, "X-Sample-Rate")).isEqualTo("24000");
        assertThat(header(answer, "X-RateLimit-Limit")).isNotEmpty();
        assertThat(header(answer, "Content-Length")).isEqualTo("" + answer.body().length);
        AudioFormat format = wav(answer.body()).getFormat();
        assertThat(format.getSampleRate()).isEqualTo(24_000);
        assertThat(format.getSampleSizeInBits()).isEqualTo(16);
        assertThat(format.getChannels()).isEqualTo(1);
        // Five words of a tenth of a second, and the pause between the sentences.
        assertThat(wav(answer.body()).getFrameLength()).isGreaterThan(12_000);
    }

    @Test
    void speedIsOfEverythingThatIsSaid() throws Exception {
        int slow = say("/v1/tts", "{\"text\":\"One two.\",\"speed\":0.7,\"format\":\"pcm_s16le\"}").body().length;
        HttpResponse<byte[]> usual = say("/v1/tts", "{\"text\":\"One two.\",\"format\":\"pcm_s16le\"}");
        assertThat(header(usual, "Content-Type")).isEqualTo("audio/pcm");
        assertThat((double) slow / usual.body().length).isBetween(1.49, 1.51);
    }

    @Test
    void aStreamIsAFrameForEachSentenceAndAnEnd() throws Exception {
        HttpResponse<byte[]> answer = say("/v1/tts",
                "{\"text\":\"One two. Three. Four five six.\",\"stream\":true,\"format\":\"wav\"}");
        assertThat(header(answer, "Content-Type")).isEqualTo("audio/pcm");
        assertThat(header(answer, "X-RateLimit-Remaining")).isNotEmpty();
        ByteBuffer bytes = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> lengths = new ArrayList<>();
        for (int length = bytes.getInt(); length != 0; length = bytes.getInt()) {
            lengths.add(length);
            bytes.position(bytes.position() + length);
        }
        assertThat(lengths).hasSize(3);
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void theFirstFrameComesBeforeTheTextIsDone() throws Exception {
        var answer = HTTP.send(request("/v1/tts", "{\"text\":\"One. Then wait. End.\",\"stream\":true}"),
                BodyHandlers.ofInputStream());
        try (var in = answer.body()) {
            int length = ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
            assertThat(in.readNBytes(length)).hasSize(length);
            assertThat(engine.gate.getCount()).isEqualTo(1);
            engine.gate.countDown();
            assertThat(in.readAllBytes()).endsWith(0, 0, 0, 0);
        }
    }

    @Test
    void aLongTextIsStreamedWithoutItsLength() throws Exception {
        String text = "one two three four five six seven eight nine ten. ".repeat(200);
        HttpResponse<byte[]> answer = say("/v1/tts", "{\"text\":\"" + text + "\"}");
        assertThat(header(answer, "Content-Length")).isEmpty();
        assertThat(answer.body().length).isGreaterThan(150 * 48_000);
        assertThat(ByteBuffer.wrap(answer.body(), 40, 4).getInt()).isEqualTo(-1);
        assertThat(wav(answer.body()).readNBytes(48_000)).hasSize(48_000);
    }

    @ParameterizedTest
    @CsvSource({"wav,audio/wav,RIFF", "pcm,audio/pcm,''", "mp3,audio/mpeg,''", "opus,audio/ogg,OggS",
            "aac,audio/aac,''", "flac,audio/flac,fLaC"})
    void openAisFormatsAreAnswered(String format, String type, String begin) throws Exception {
        HttpResponse<byte[]> answer = say("/v1/audio/speech", "{\"model\":\"tts-1\",\"voice\":\"alloy\","
                + "\"input\":\"Hello there. You.\",\"response_format\":\"" + format + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(answer.body().length).isGreaterThan(500);
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).startsWith(begin);
    }

    @Test
    void whatIsMissingIsWav() throws Exception {
        HttpResponse<byte[]> answer = say("/v1/audio/speech", "{\"input\":\"Hello.\"}");
        assertThat(header(answer, "Content-Type")).isEqualTo("audio/wav");
        assertThat(header(answer, "Content-Length")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/v1/tts|{}|400|MISSING_PARAM|text is required",
            "/v1/tts|{\"text\":\"\"}|400|MISSING_PARAM|text is required",
            "/v1/tts|{\"text\":\"...\"}|400|VALIDATION_ERROR|othing",
            "/v1/tts|{\"text\":\"привет\"}|400|VALIDATION_ERROR|Cyrillic",
            "/v1/tts|{\"text\":7}|400|VALIDATION_ERROR|text must be a string",
            "/v1/tts|{\"text\":\"a\",\"voice\":\"M9\"}|400|VALIDATION_ERROR|M1, M2",
            "/v1/tts|{\"text\":\"a\",\"voice_code\":\"M1\"}|404|VOICE_NOT_FOUND|no such voice",
            "/v1/tts|{\"text\":\"a\",\"voice_code\":\"bv1_AAAAAAAAAAAAAAA\"}|404|VOICE_NOT_FOUND|no such voice",
            "/v1/tts|{\"text\":\"a\",\"voice_code\":\"00000000-0000-7000-8000-000000000000\"}|404|VOICE_NOT_FOUND|no such",
            "/v1/tts|{\"text\":\"a\",\"language\":\"xx\"}|400|VALIDATION_ERROR|known are en, de",
            "/v1/tts|{\"text\":\"a\",\"language\":\"Klingon!\"}|400|VALIDATION_ERROR|two or three letters",
            "/v1/tts|{\"text\":\"a\",\"speed\":0.6}|400|VALIDATION_ERROR|speed",
            "/v1/tts|{\"text\":\"a\",\"speed\":2.1}|400|VALIDATION_ERROR|speed",
            "/v1/tts|{\"text\":\"a\",\"total_steps\":0}|400|VALIDATION_ERROR|total_steps",
            "/v1/tts|{\"text\":\"a\",\"total_steps\":101}|400|VALIDATION_ERROR|total_steps",
            "/v1/tts|{\"text\":\"a\",\"format\":\"mp3\"}|400|VALIDATION_ERROR|format",
            "/v1/tts|{\"text\":\"a\",\"axes\":{\"size\":1}}|400|VALIDATION_ERROR|gender, pitch",
            "/v1/tts|{\"text\":\"a\",\"axes\":{\"pitch\":\"1\"}}|400|VALIDATION_ERROR|axes",
            "/v1/tts|{\"text\":\"unsayable\"}|400|VALIDATION_ERROR|cannot be said",
            "/v1/tts|{\"text\":\"broken\"}|502|UPSTREAM_UNAVAILABLE|away",
            "/v1/audio/speech|{\"voice\":\"M1\"}|400|MISSING_PARAM|input is required",
            "/v1/audio/speech|{\"input\":\"a\",\"response_format\":\"midi\"}|400|VALIDATION_ERROR|response_format",
            "/v1/studio/preview|{\"text\":\"a\"}|400|MISSING_PARAM|base_voice is required"})
    void saysWhatIsWrong(String path, String body, int status, String code, String message) {
        Client.Answer answer = client.post(path, body);
        assertThat(answer.body().at("/error/code").asString()).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().at("/error/message").asString()).contains(message);
    }

    @Test
    void whatBreaksOffLaterIsNoWholeAnswer() {
        for (String more : List.of(",\"stream\":true", ",\"format\":\"pcm_s16le\",\"stream\":true")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                    () -> say("/v1/tts", "{\"text\":\"All is well. This is broken.\"" + more + "}")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(client.post("/v1/tts", "{\"text\":\"All is well. This is broken.\"}").status()).isEqualTo(502);
    }

    @Test
    void twoMaySpeakAtOnceAndWhoHangsUpFreesThePlace() throws Exception {
        int before = engine.givenUp.get();
        String body = "{\"text\":\"Please wait.\"}";
        int begun = engine.begun.get();
        try (Socket first = open(body); Socket second = open(body)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> engine.begun.get() == begun + 2);
            Client.Answer busy = client.post("/v1/tts", "{\"text\":\"Hello.\"}");
            assertThat(busy.status()).isEqualTo(503);
            assertThat(busy.body().at("/error/code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(busy.response().headers().firstValue("Retry-After")).contains("2");
            first.close();
            await().atMost(Duration.ofSeconds(60)).until(() -> engine.givenUp.get() == before + 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> client.post("/v1/tts", "{\"text\":\"Hello.\"}").status() == 200);
            assertThat(engine.givenUp.get()).isEqualTo(before + 1);
            assertThat(second.isClosed()).isFalse();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.givenUp.get() == before + 2);
    }

    private Socket open(String body) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream().write(("POST /v1/tts HTTP/1.1\r\nHost: localhost\r\napi-secret: " + client.secret()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void whoHangsUpInTheMiddleFreesThePlace() throws Exception {
        String body = "{\"stream\":true,\"text\":\"" + "One two three four. ".repeat(3000) + " Then wait.\"}";
        for (int i = 0; i < 4; i++) {
            try (Socket socket = open(body)) {
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            }
            awaitSilence();
        }
    }
}
