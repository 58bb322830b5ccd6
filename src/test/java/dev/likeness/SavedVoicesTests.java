package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.account.AccountDeleted;
import dev.likeness.voice.SpeechSynth;
import dev.likeness.voice.Voice;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Voices that are there and voices that are saved, over HTTP. */
@SpokenServer
class SavedVoicesTests {

    private static final String NOBODYS = "00000000-0000-7000-8000-000000000000";

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationEventPublisher events;
    @Autowired
    private PlatformTransactionManager transactions;

    private Client client;

    @BeforeEach
    void connect() {
        client = Client.ofNewAccount("http://localhost:" + port, "business", 0);
    }

    private JsonNode saved(String body) {
        Client.Answer answer = client.post("/v1/voices", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void theTenAreListedWithWhoSpeaksThem() {
        JsonNode body = client.get("/v1/voices").body();
        assertThat(body.get("voices").size()).isEqualTo(10);
        JsonNode first = body.at("/voices/0");
        assertThat(first.get("id").asString()).isEqualTo("M1");
        assertThat(first.get("kind").asString()).isEqualTo("builtin");
        assertThat(first.get("gender").asString()).isEqualTo("male");
        assertThat(first.get("engine").asString()).isEqualTo("sine");
        assertThat(first.get("languages").toString()).isEqualTo("[\"en\",\"de\"]");
        assertThat(body.get("note").asString()).contains("Kokoro pack");
    }

    @Test
    void axesSayWhereEachVoiceLies() {
        JsonNode axes = client.get("/v1/studio/axes").body().get("axes");
        assertThat(axes.findValuesAsString("name")).containsExactly("gender", "pitch", "rate", "brightness");
        assertThat(axes.at("/1/anchor_projections/M1").asDouble()).isEqualTo(Voice.M1.pitch());
        assertThat(axes.at("/1/anchor_projections").size()).isEqualTo(10);
        assertThat(axes.at("/1/suggested_min").asDouble()).isLessThan(axes.at("/1/suggested_max").asDouble());
    }

    @Test
    void aVoiceIsSavedSpokenWithAndDeleted() {
        JsonNode voice = saved("{\"name\":\"Ada\",\"base_voice\":\"F2\",\"axes\":{\"pitch\":198}}");
        String id = voice.get("id").asString();
        assertThat(voice.get("voice_code").asString()).isEqualTo(id);
        assertThat(voice.at("/axes/pitch").asDouble()).isEqualTo(198);
        JsonNode listed = client.get("/v1/voices").body().at("/voices/10");
        assertThat(listed.get("id").asString()).isEqualTo(id);
        assertThat(listed.get("kind").asString()).isEqualTo("custom");
        assertThat(listed.get("name").asString()).isEqualTo("Ada");
        assertThat(client.post("/v1/tts", "{\"text\":\"Hi.\",\"voice_code\":\"" + id + "\"}").status()).isEqualTo(200);
        assertThat(client.post("/v1/tts", "{\"text\":\"Hi.\",\"voice\":\"" + id + "\"}").status()).isEqualTo(200);
        assertThat(client.post("/v1/audio/speech", "{\"input\":\"Hi.\",\"voice\":\"" + id + "\"}").status())
                .isEqualTo(200);
        String portable = voice.get("portable_code").asString();
        Client other = Client.ofNewAccount("http://localhost:" + port, "free", 0);
        assertThat(other.post("/v1/tts", "{\"text\":\"Hi.\",\"voice_code\":\"" + id + "\"}").status()).isEqualTo(404);
        assertThat(other.delete("/v1/voices/" + id).status()).isEqualTo(404);
        assertThat(other.get("/v1/voices").body().get("voices").size()).isEqualTo(10);
        assertThat(other.post("/v1/tts", "{\"text\":\"Hi.\",\"voice_code\":\"" + portable + "\"}").status())
                .isEqualTo(200);
        assertThat(client.delete("/v1/voices/" + id).body().get("deleted").booleanValue()).isTrue();
        assertThat(client.delete("/v1/voices/" + id).body().at("/error/code").asString()).isEqualTo("VOICE_NOT_FOUND");
        assertThat(client.post("/v1/tts", "{\"text\":\"Hi.\",\"voice_code\":\"" + id + "\"}").status()).isEqualTo(404);
    }

    @Test
    void aPreviewGivesTheVoiceItLetsHear() {
        Client.Answer heard = client.post("/v1/studio/preview",
                "{\"text\":\"Hi there.\",\"base_voice\":\"M2\",\"axes\":{\"gender\":-0.5}}");
        assertThat(heard.status()).isEqualTo(200);
        String code = heard.response().headers().firstValue("X-Voice-Code").orElse("");
        assertThat(code).startsWith("bv1_");
        assertThat(client.post("/v1/tts", "{\"text\":\"Hi.\",\"voice_code\":\"" + code + "\"}").status())
                .isEqualTo(200);
        assertThat(saved("{\"name\":\"It\",\"base_voice\":\"" + code + "\"}").get("portable_code").asString())
                .isEqualTo(code);
    }

    @Test
    void aSampleChoosesAndTunesTheVoice() {
        String sample = Base64.getEncoder().encodeToString(new SpeechSynth(215, 4.7, 1100).wav(4));
        JsonNode voice = saved("{\"name\":\"Heard\",\"base_voice\":\"M4\",\"audio\":\"" + sample + "\"}");
        assertThat(voice.get("source").asString()).isEqualTo("sample");
        assertThat(voice.get("confidence").asDouble()).isGreaterThan(.5);
        assertThat(voice.get("base_voice").asString()).startsWith("F");
        assertThat(voice.at("/axes/pitch").asDouble()).isBetween(205.0, 225.0);
    }

    @Test
    void thoseWhoSaveAtOnceAreAllCounted() throws Exception {
        List<Integer> answers = AtOnce.run(8, _ -> client.post("/v1/voices", "{\"name\":\"v\"}").status());
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(3);
        assertThat(answers).containsOnly(200, 409);
        assertThat(client.get("/v1/voices").body().get("voices").size()).isEqualTo(13);
    }

    @Test
    void anAccountHasRoomForSoMany() {
        for (int i = 0; i < 3; i++) {
            saved("{\"name\":\"v\"}");
        }
        Client.Answer answer = client.post("/v1/voices", "{\"name\":\"v\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().at("/error/code").asString()).isEqualTo("QUOTA_EXCEEDED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|400|MISSING_PARAM|name", "{\"name\":\" \"}|400|VALIDATION_ERROR|name",
            "{\"name\":\"a\",\"base_voice\":\"M7\"}|400|VALIDATION_ERROR|base_voice",
            "{\"name\":\"a\",\"base_voice\":\"" + NOBODYS + "\"}|404|VOICE_NOT_FOUND|no such",
            "{\"name\":\"a\",\"axes\":{\"x\":1}}|400|VALIDATION_ERROR|axes",
            "{\"name\":\"a\",\"audio\":\"aGVsbG8gaGVsbG8gaGVsbG8=\"}|400|VALIDATION_ERROR|sample",
            "{\"name\":\"a\",\"audio_url\":\"http://10.0.0.1/a.wav\"}|400|DOWNLOAD_FAILED|",
            "{\"name\":\"a\",\"audio_url\":\"nonsense\"}|400|DOWNLOAD_FAILED|"})
    void saysWhatIsWrong(String body, int status, String code, String message) {
        Client.Answer answer = client.post("/v1/voices", body);
        assertThat(answer.body().at("/error/code").asString()).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().at("/error/message").asString()).contains(message == null ? "" : message);
        assertThat(client.delete("/v1/voices/M1").status()).isEqualTo(404);
    }

    @Test
    void voicesDieWithTheirAccount() {
        String id = saved("{\"name\":\"a\"}").get("id").asString();
        UUID account = UUID.fromString(client.get("/v1/me").body().at("/data/user_id").asString());
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> events.publishEvent(new AccountDeleted(account)));
        assertThat(client.delete("/v1/voices/" + id).status()).isEqualTo(404);
    }
}
