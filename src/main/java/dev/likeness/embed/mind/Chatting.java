package dev.likeness.embed.mind;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One answer of a chat model while it is written, by server-sent events or whole. One thread reads, any closes. */
final class Chatting implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int MOST_BYTES = 1 << 20;
    private static final String DATA = "data:";
    private static final String DONE = "[DONE]";
    /** What some models write about how they think, before they answer. */
    private static final String THINKING = "<think>";
    private static final String THOUGHT = "</think>";

    private final Incoming incoming;
    private final CompletableFuture<HttpResponse<Incoming>> asked;
    private final Duration patience;
    private volatile boolean closed;
    private boolean opened;
    /** Whether what comes as server-sent events is whole. */
    private boolean whole;
    /** What has come while it may be the beginning of thinking; null since that is decided. */
    private @Nullable StringBuilder beginning = new StringBuilder();

    Chatting(HttpClient http, HttpRequest request, Duration patience) {
        this.incoming = new Incoming(patience);
        this.patience = patience;
        this.asked = http.sendAsync(request, _ -> incoming);
    }

    /** The next piece of the answer, never an empty one; null when it is whole, or closed. */
    @Nullable
    String next() throws ModelFailedException, InterruptedException {
        if (!opened && !closed) {
            opened = true;
            if (answered().headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
                String all = spoken(atOnce());
                return all.isEmpty() ? null : all;
            }
        }
        while (!closed && !whole) {
            String line = incoming.line();
            if (line == null) {
                if (closed) {
                    return null;
                }
                throw new ModelFailedException("ended without saying that it was done");
            }
            String said = line.startsWith(DATA) ? spoken(said(line.substring(DATA.length()).strip())) : "";
            if (!said.isEmpty()) {
                return said;
            }
        }
        return null;
    }

    private HttpResponse<Incoming> answered() throws ModelFailedException, InterruptedException {
        try {
            HttpResponse<Incoming> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                // What it says may name the key's owner.
                throw new ModelFailedException("answered " + answer.statusCode());
            }
            return answer;
        } catch (TimeoutException e) {
            throw new ModelFailedException("did not answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new ModelFailedException("cannot be reached: " + e.getCause(), e);
        } catch (CancellationException e) {
            throw new ModelFailedException("is not waited for any more", e);
        }
    }

    /** From a server that does not stream. */
    private String atOnce() throws ModelFailedException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (String line = incoming.line(); line != null; line = incoming.line()) {
            body.append(line).append('\n');
            if (body.length() > MOST_BYTES) {
                throw new ModelFailedException("answered with more than " + MOST_BYTES + " bytes");
            }
        }
        whole = true;
        return read(body.toString()).path("choices").path(0).path("message").path("content").asString("");
    }

    private String said(String data) throws ModelFailedException {
        if (data.equals(DONE)) {
            whole = true;
            return "";
        }
        JsonNode event = read(data);
        if (!event.path("error").isMissingNode() && !event.path("error").isNull()) {
            throw new ModelFailedException("broke off with an error");
        }
        JsonNode choice = event.path("choices").path(0);
        // Not every server says [DONE].
        whole = choice.path("finish_reason").isString();
        return choice.path("delta").path("content").asString("");
    }

    private static JsonNode read(String json) throws ModelFailedException {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ModelFailedException("answered with what is no JSON", e);
        }
    }

    /** Without what it thinks. */
    private String spoken(String piece) {
        StringBuilder begun = beginning;
        if (begun == null) {
            return piece;
        }
        begun.append(piece);
        String known = begun.toString().stripLeading();
        if (known.startsWith(THINKING)) {
            int end = known.indexOf(THOUGHT);
            if (end < 0) {
                // No more is kept of it than may be the beginning of its end.
                beginning = new StringBuilder(THINKING).append(known,
                        Math.max(THINKING.length(), known.length() - THOUGHT.length()), known.length());
                return "";
            }
            known = known.substring(end + THOUGHT.length()).stripLeading();
        } else if (!whole && THINKING.startsWith(known)) {
            return "";
        }
        beginning = null;
        return known;
    }

    @Override
    public void close() {
        closed = true;
        incoming.close();
        asked.cancel(true);
    }
}
