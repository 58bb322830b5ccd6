package dev.likeness.embed.mind;

import dev.likeness.voice.heard.SpeechSense;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Has somebody write down what was said, as OpenAI's {@code /v1/audio/transcriptions} does. */
@Component
class Transcriber {

    private static final int OK = 200;
    private static final int MOST_BYTES = 1 << 20;
    private static final int HEAD = 44;

    private final ConversationProperties properties;
    private final JsonMapper json;
    private final HttpClient http;

    Transcriber(ConversationProperties properties, JsonMapper json, ModelClient client) {
        this.http = client.http();
        this.properties = properties;
        this.json = json;
    }

    /**
     * What was said; empty where it was nothing.
     *
     * @param sound samples of two bytes, 16,000 a second
     */
    String text(Endpoint model, String roomId, byte[] sound)
            throws ModelFailedException, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("model", model.model());
        fields.put("response_format", "json");
        String boundary = UUID.randomUUID().toString();
        HttpRequest request = model.request("/audio/transcriptions", roomId)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body(boundary, fields, sound))).build();
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = asked.get(properties.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                throw new ModelFailedException("answered " + answer.statusCode());
            }
            return json.readTree(answer.body()).path("text").asString("").strip();
        } catch (TimeoutException e) {
            throw new ModelFailedException("did not answer within " + properties.patience().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new ModelFailedException("cannot be reached: " + e.getCause(), e);
        } catch (JacksonException e) {
            throw new ModelFailedException("answered with what is no JSON", e);
        } finally {
            asked.cancel(true);
        }
    }

    private static byte[] body(String boundary, Map<String, String> fields, byte[] sound) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(sound.length + (1 << 10));
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
        fields.forEach((name, value) -> write(body, part + name + "\"\r\n\r\n" + value + "\r\n"));
        write(body, part + "file\"; filename=\"turn.wav\"\r\nContent-Type: audio/wav\r\n\r\n");
        body.writeBytes(wav(sound));
        write(body, "\r\n--" + boundary + "--\r\n");
        return body.toByteArray();
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] wav(byte[] sound) {
        return ByteBuffer.allocate(HEAD + sound.length).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEAD - 8 + sound.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1)
                .putShort((short) 1).putInt(SpeechSense.RATE).putInt(SpeechSense.RATE * Short.BYTES)
                .putShort((short) Short.BYTES).putShort((short) Short.SIZE)
                .put("data".getBytes(StandardCharsets.US_ASCII)).putInt(sound.length).put(sound).array();
    }
}
