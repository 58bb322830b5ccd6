package dev.likeness.realtime;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.realtime.RealtimeWire.Token;
import dev.likeness.runtime.Admission;
import dev.likeness.web.KnownSecret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks OpenAI for secrets that its clients may have. Its address is the operator's, and believed. */
@Component
class RealtimeTokens implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeTokens.class);
    private static final int LONGEST_MODEL = 100;
    private static final int UNAUTHORIZED = 401;
    private static final int MOST_BYTES = 1 << 20;
    /** Credits a minute: it costs nothing here, but there must be some. */
    private static final long ANY = 0;
    private static final Duration LATER = Duration.ofMinutes(1);

    private final OpenAiProperties properties;
    private final Admission admission;
    private final JsonMapper json;
    private final HttpClient http;

    RealtimeTokens(OpenAiProperties properties, Admission admission, JsonMapper json) {
        this.properties = properties;
        this.admission = admission;
        this.json = json;
        this.http = HttpClient.newBuilder().connectTimeout(properties.patience()).build();
    }

    /**
     * A secret for a client.
     *
     * @throws ApiException as for a live session: {@code RUNTIME_SUSPENDED}, {@code ACCOUNT_SUSPENDED},
     *     {@code INSUFFICIENT_BALANCE}; {@code SERVICE_UNAVAILABLE} where no key is configured, {@code UPSTREAM_UNAVAILABLE}
     */
    Token request(KnownSecret secret, @Nullable String asked) throws InterruptedException {
        admission.check(secret, ANY);
        if (properties.apiKey().isBlank()) {
            throw new ApiException(CommonError.SERVICE_UNAVAILABLE,
                    "No OpenAI key is configured; the operator sets LIKENESS_OPENAI_API_KEY").retryAfter(LATER);
        }
        String model = asked == null || asked.isBlank() ? properties.realtimeModel() : asked.strip();
        if (model.length() > LONGEST_MODEL) {
            throw ApiException.invalid("model", "model must have at most " + LONGEST_MODEL + " characters");
        }
        JsonNode answer = answer(model);
        JsonNode value = answer.path("value");
        JsonNode expires = answer.path("expires_at");
        if (!value.isString() || value.stringValue().isEmpty() || !expires.isIntegralNumber()
                || !expires.canConvertToLong()) {
            throw failed("answered with no client secret");
        }
        return new Token(value.stringValue(), expires.longValue(), model);
    }

    private JsonNode answer(String model) throws InterruptedException {
        byte[] body = json.writeValueAsBytes(Map.of("session", Map.of("type", "realtime", "model", model)));
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(properties.baseUrl().replaceFirst("/+$", "") + "/realtime/client_secrets"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + properties.apiKey())
                .timeout(properties.patience()).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = sent.get(properties.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() / 100 != 2) {
                // What it says may name the key's owner.
                LOG.warn("OpenAI answered {} to a request for a client secret", answer.statusCode());
                throw failed("answered " + answer.statusCode() + (answer.statusCode() == UNAUTHORIZED
                        ? ": the operator of this server looks at LIKENESS_OPENAI_API_KEY"
                        : ""));
            }
            return json.readTree(answer.body());
        } catch (TimeoutException _) {
            throw failed("did not answer in time");
        } catch (ExecutionException e) {
            LOG.warn("OpenAI cannot be asked for a client secret: {}", String.valueOf(e.getCause()));
            throw failed("cannot be reached");
        } catch (JacksonException _) {
            throw failed("answered with no JSON");
        } finally {
            // Nobody waits for what is still on its way.
            sent.cancel(true);
        }
    }

    private static ApiException failed(String what) {
        return new ApiException(CommonError.UPSTREAM_UNAVAILABLE, "OpenAI " + what);
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
