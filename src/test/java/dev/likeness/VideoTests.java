package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.voice.SpeechSynth;
import dev.likeness.voice.Voice;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A talking video by the real engine, seen as a client sees it. */
@WholeServer
class VideoTests {

    @LocalServerPort
    private int port;

    private Client client;
    private String code;

    @BeforeEach
    void haveAnAgent() {
        client = Client.ofNewAccount("http://localhost:" + port, "business", 10_000);
        code = client.post("/v1/agent/generate", "{\"prompt\": \"A cheerful chef with a red beard\"}").body()
                .get("agent_id").asString();
        assertThat(EndToEndTests.awaitEnd(client, code).get("status").asString()).isEqualTo("ready");
    }

    @Test
    void aRecordingIsSpokenAndLastsAsLong() {
        JsonNode video = client.post("/v1/video/generate?wait=true", order(SpeechSynth.of(Voice.M1).wav(2))).body();
        assertThat(video.get("status").asString()).as(video.toString()).isEqualTo("completed");
        assertThat(video.get("duration_seconds").asDouble()).isBetween(1.96, 2.04);
        assertThat(client.bytes("GET", video.get("video_url").asString()).headers().firstValue("Content-Type"))
                .contains("video/mp4");
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 250 - 4);
    }

    @Test
    void aRecordingThatIsNoneFailsInWordsAndCostsNothing() {
        JsonNode video = client.post("/v1/video/generate?wait=true",
                order(SpeechSynth.of(Voice.M1).wav(.01))).body();
        assertThat(video.get("status").asString()).as(video.toString()).isEqualTo("failed");
        assertThat(video.at("/error/message").asString()).startsWith("Speech failed: the recording is too short");
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 250);
    }

    @Test
    void aTextIsSaidByTheVoiceThatWasAskedForAndTheSameOrderSoundsTheSame() {
        JsonNode video = client.post("/v1/video/generate?wait=true", said("Hello there, how are you?", "F2")).body();
        assertThat(video.get("status").asString()).as(video.toString()).isEqualTo("completed");
        assertThat(video.get("duration_seconds").asDouble()).isBetween(1.0, 3.5);
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 250 - 4);
        byte[] film = client.bytes("GET", video.get("video_url").asString()).body();
        JsonNode again = client.post("/v1/video/generate?wait=true", said("Hello there, how are you?", "F2")).body();
        assertThat(client.bytes("GET", again.get("video_url").asString()).body()).isEqualTo(film);
        JsonNode other = client.post("/v1/video/generate?wait=true", said("Hello there, how are you?", "M2")).body();
        assertThat(client.bytes("GET", other.get("video_url").asString()).body()).isNotEqualTo(film);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "\u041f\u0440\u0438\u0432\u0435\u0442", "<speak>Hello"})
    void aTextNobodyCanSayFailsInWordsAndCostsNothing(String text) {
        JsonNode video = client.post("/v1/video/generate?wait=true", said(text, "F2")).body();
        assertThat(video.get("status").asString()).as(video.toString()).isEqualTo("failed");
        assertThat(video.at("/error/message").asString()).startsWith("Speech failed: ");
        assertThat(client.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(10_000 - 250);
    }

    private String said(String text, String voice) {
        return "{\"model\": \"expression-1\", \"agent_code\": \"" + code
                + "\", \"input\": {\"type\": \"text\", \"text\": \"" + text + "\", \"voice\": \"" + voice + "\"}}";
    }

    private String order(byte[] wav) {
        String url = client.post("/v1/files/upload", "{\"file_name\": \"a.wav\", \"file_data\": \""
                + Base64.getEncoder().encodeToString(wav) + "\"}").body().at("/data/file_url").asString();
        return "{\"model\": \"expression-1\", \"agent_code\": \"" + code
                + "\", \"input\": {\"type\": \"audio\", \"audio_url\": \"" + url + "\"}}";
    }
}
