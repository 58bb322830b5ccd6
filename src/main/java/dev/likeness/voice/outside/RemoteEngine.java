package dev.likeness.voice.outside;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.Voice;
import dev.likeness.voice.sound.Loudness;
import dev.likeness.voice.text.Sentence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Another server, asked as OpenAI's {@code /v1/audio/speech} is. Its address is the operator's, and believed. */
public final class RemoteEngine implements SpeechEngine, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int MOST_BYTES = 32 << 20;
    private static final Map<Voice, String> NAMES = Map.of(Voice.M1, "echo", Voice.M2, "onyx", Voice.M3, "ash",
            Voice.M4,
            "cedar", Voice.M5, "fable", Voice.F1, "nova", Voice.F2, "sage", Voice.F3, "coral", Voice.F4, "shimmer",
            Voice.F5, "alloy");

    private final Server server;
    private final Duration patience;
    private final HttpClient http;

    /**
     * Where and how it is asked.
     *
     * @param url up to the version
     * @param languages by their two letters; none: all
     * @param voices its names of our voices, by ours; others have OpenAI's
     */
    public record Server(String url, @Nullable String apiKey, String model, List<String> languages,
            Map<Voice, String> voices) {
    }

    /**
     * @param patience for a sentence
     */
    public RemoteEngine(Server server, Duration patience) {
        this.server = server;
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public boolean speaks(Manner manner) {
        String language = manner.language().replaceFirst("-.*", "").toLowerCase(Locale.ROOT);
        return server.languages.isEmpty() || server.languages.contains(language);
    }

    @Override
    public Utterance say(Sentence sentence, Manner manner) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", server.model);
        body.put("input", sentence.text());
        body.put("voice", voice(manner.voice()));
        body.put("response_format", "wav");
        body.put("speed", Math.clamp(manner.tuning().rateRatio(), .25, 4));
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(server.url.replaceFirst("/+$", "") + "/audio/speech"))
                .header("Content-Type", "application/json").timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (server.apiKey != null && !server.apiKey.isBlank()) {
            request.header("Authorization", "Bearer " + server.apiKey);
        }
        float[] sound = Loudness.at(Loudness.SPEECH, WavSound.read(answer(request.build())), Utterance.RATE);
        return new Utterance(sound, List.of(), sentence.text());
    }

    private String voice(Voice voice) {
        String own = server.voices.get(voice);
        return own != null ? own : String.valueOf(NAMES.get(voice));
    }

    private byte[] answer(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                throw new SpeechAwayException("The configured speech server answered " + answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException e) {
            throw new SpeechAwayException("The configured speech server did not answer in time", e);
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof IOException ? "cannot be reached" : "failed";
            throw new SpeechAwayException("The configured speech server " + why, e);
        } finally {
            // Nobody waits for what is still on its way.
            asked.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
