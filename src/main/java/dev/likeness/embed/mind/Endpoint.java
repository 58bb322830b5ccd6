package dev.likeness.embed.mind;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model of an OpenAI-compatible server.
 *
 * @param base up to the version, without a slash at its end
 */
public record Endpoint(String base, @Nullable String apiKey, String model) {

    private static final String ROUTES = "(?i)(/(chat(/completions)?|completions|audio(/transcriptions)?))?/*$";

    /** @throws IllegalArgumentException where nobody can be asked at such an address */
    public Endpoint {
        if (URI.create(base).getHost() == null) {
            throw new IllegalArgumentException("not the address of a server: " + base);
        }
    }

    /** @param url the base, or a whole route that somebody has pasted; empty where it is blank */
    public static Optional<Endpoint> of(String url, @Nullable String apiKey, String model) {
        String base = url.strip().replaceFirst("[?#].*$", "").replaceFirst("/+$", "").replaceFirst(ROUTES, "");
        return base.isEmpty()
                ? Optional.empty()
                : Optional.of(new Endpoint(base, apiKey == null || apiKey.isBlank() ? null : apiKey, model));
    }

    /** A request of a room. */
    HttpRequest.Builder request(String route, String roomId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + route))
                .header("X-LiveKit-Room-ID", roomId);
        if (apiKey != null) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        return request;
    }

    /** Tells no key to whoever writes it down. */
    @Override
    public String toString() {
        return model + " at " + base;
    }
}
