package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for an OpenAI-compatible server; a test says what it answers, piece by piece. */
final class ModelServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final BlockingQueue<Asked> chats = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> sounds = new LinkedBlockingQueue<>();

    /** A request that waits for its answer. */
    static final class Asked {

        final byte[] body;
        private final HttpExchange exchange;
        private boolean begun;

        Asked(HttpExchange exchange) throws IOException {
            this.exchange = exchange;
            this.body = exchange.getRequestBody().readAllBytes();
        }

        String header(String name) {
            return String.valueOf(exchange.getRequestHeaders().getFirst(name));
        }

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** The messages, as {@code role: content}. */
        String messages() {
            StringBuilder all = new StringBuilder();
            json().get("messages").forEach(message -> all.append(message.get("role").asString()).append(": ")
                    .append(message.get("content").asString()).append('\n'));
            return all.toString();
        }

        /** A piece of what a model says. */
        Asked say(String text) {
            return event("{\"choices\":[{\"delta\":{\"content\":" + JSON.writeValueAsString(text) + "}}]}");
        }

        Asked event(String data) {
            return write("data: " + data + "\n\n");
        }

        void done() {
            event("[DONE]");
            exchange.close();
        }

        /** As it is; without an end. */
        Asked write(String text) {
            try {
                if (!begun) {
                    begun = true;
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                }
                exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void answer(int status, String type, String text) {
            try {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void vanish() {
            exchange.close();
        }

        /** Whether nobody reads any more what is said. */
        boolean isLeft() {
            try {
                write(": still there\n\n");
                return false;
            } catch (UncheckedIOException e) {
                return true;
            }
        }
    }

    ModelServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", exchange -> chats.add(new Asked(exchange)));
        server.createContext("/v1/audio/transcriptions", exchange -> sounds.add(new Asked(exchange)));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The next question. */
    Asked chat() {
        return next(chats);
    }

    /** The next sound that is to be written down. */
    Asked sound() {
        return next(sounds);
    }

    private static Asked next(BlockingQueue<Asked> queue) {
        try {
            Asked asked = queue.poll(60, TimeUnit.SECONDS);
            assertThat(asked).as("nobody asks").isNotNull();
            return asked;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets what nobody has answered. */
    void clear() {
        chats.forEach(Asked::vanish);
        chats.clear();
        sounds.forEach(Asked::vanish);
        sounds.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
