package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor's browser, as far as a room knows it. */
final class Visitor implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A sentence that was heard. */
    record Heard(JsonNode head, byte[] pcm) {
    }

    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final LinkedBlockingQueue<Object> came = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WebSocket socket;

    private Visitor(String url, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create(url), this).join();
    }

    /** @param query with its question mark */
    static Visitor of(String origin, String code, String query, String... headers) {
        return new Visitor(origin.replaceFirst("http", "ws") + "/embed/" + code + "/room" + query, headers);
    }

    /** One who has been greeted. */
    static Visitor in(String origin, String code, String query) {
        Visitor visitor = of(origin, code, query);
        visitor.hello = visitor.message("hello");
        return visitor;
    }

    JsonNode hello = JSON.nullNode();

    String room() {
        return hello.get("room_id").asString();
    }

    String participant() {
        return hello.get("participant").asString();
    }

    String session() {
        return hello.get("session_id").asString();
    }

    void say(String id, String line) {
        tell("{\"type\": \"say\", \"id\": \"" + id + "\", \"text\": \"" + line + "\"}");
    }

    void tell(String message) {
        socket.sendText(message, true).join();
    }

    void send(byte[] sound) {
        socket.sendBinary(ByteBuffer.wrap(sound), true).join();
    }

    /** The next message of a type; those before it are passed over. */
    JsonNode message(String type) {
        return (JsonNode) next(one -> one instanceof JsonNode message && message.get("type").asString().equals(type));
    }

    /** Whatever comes next: a message or a sentence. */
    Object next() {
        return take();
    }

    Heard sentence() {
        return (Heard) next(Heard.class::isInstance);
    }

    /** All sentences of the speech that comes next. */
    List<Heard> speech() {
        List<Heard> all = new ArrayList<>();
        do {
            all.add(sentence());
        } while (!all.getLast().head.get("last").asBoolean());
        return all;
    }

    /** Nothing else came before an answer that was asked for now. */
    void heardNothing() {
        tell("{\"type\": \"ping\", \"at\": 7}");
        Object next = take();
        assertThat(next).isInstanceOfSatisfying(JsonNode.class,
                message -> assertThat(message.get("type").asString()).isEqualTo("pong"));
    }

    private Object next(Predicate<Object> wanted) {
        Object one;
        do {
            one = take();
        } while (!wanted.test(one));
        return one;
    }

    private Object take() {
        try {
            Object one = came.poll(60, TimeUnit.SECONDS);
            assertThat(one).as("nothing came any more").isNotNull();
            return one;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes as somebody does whose network is gone. */
    void vanish() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            came.add(JSON.readTree(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] sent = new byte[part.remaining()];
        part.get(sent);
        bytes.writeBytes(sent);
        if (last) {
            ByteBuffer frame = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            byte[] head = new byte[frame.getInt()];
            frame.get(head);
            byte[] pcm = new byte[frame.remaining()];
            frame.get(pcm);
            came.add(new Heard(JSON.readTree(new String(head, StandardCharsets.UTF_8)), pcm));
            bytes.reset();
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }
}
