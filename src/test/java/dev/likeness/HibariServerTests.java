package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A server with nothing beside it speaks, with its own engine. */
@WholeServer
class HibariServerTests {

    private static final String TEXT = "On March 3rd, 2026, Dr. Smith paid $4.50 for 2 kg of apples. Did he?";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"M1", "F4"})
    void everyVoiceSaysASentence(String voice) throws Exception {
        String origin = "http://localhost:" + port;
        String secret = Client.ofNewAccount(origin, "free", 0).secret();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(origin + "/v1/tts"))
                    .header("api-secret", secret).timeout(Duration.ofMinutes(1))
                    .POST(HttpRequest.BodyPublishers
                            .ofString("{\"text\":\"" + TEXT + "\",\"voice\":\"" + voice + "\"}"))
                    .build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            AudioInputStream wav = AudioSystem.getAudioInputStream(new ByteArrayInputStream(answer.body()));
            assertThat(wav.getFrameLength() / 24_000.0).isBetween(3.0, 12.0);
            assertThat(power(wav.readAllBytes())).isBetween(-30.0, -12.0);
        }
    }

    /** Mean, dB of the largest there is. */
    private static double power(byte[] samples) {
        double sum = 0;
        for (int i = 0; i < samples.length; i += 2) {
            double sample = (short) (samples[i] & 0xff | samples[i + 1] << 8) / 32_768.0;
            sum += sample * sample;
        }
        return 10 * Math.log10(sum * 2 / samples.length);
    }

    @Test
    void whatItCannotReadIsSaidAndNotLeftOut() {
        Client client = Client.ofNewAccount("http://localhost:" + port, "free", 0);
        JsonNode voice = client.get("/v1/voices").body().at("/voices/0");
        assertThat(voice.get("engine").asString()).isEqualTo("hibari");
        Client.Answer refused = client.post("/v1/tts", "{\"text\":\"Привет, мир\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/message").asString()).contains("Cyrillic");
    }
}
