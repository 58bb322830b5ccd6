package dev.likeness.embed.mind;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** How models are reached. */
@Component
class ModelClient implements DisposableBean {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** HTTP/1.1: an answer that nobody waits for ends with its connection, and some servers take no upgrade. */
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT).build();

    HttpClient http() {
        return http;
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
