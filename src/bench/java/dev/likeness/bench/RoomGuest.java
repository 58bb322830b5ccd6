package dev.likeness.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A participant of a room, who notices when a sentence has come whole and keeps nothing of it. */
final class RoomGuest implements WebSocket.Listener {

    private static final int PATIENCE_SECONDS = 60;
    /** Bytes in which a sentence says its number. */
    private static final int HEAD = 128;

    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile CompletableFuture<Long> sentence = new CompletableFuture<>();
    private volatile WebSocket socket;
    /** The beginning of what comes, which may come in pieces of any size. */
    private final byte[] head = new byte[HEAD];
    private int length;

    private RoomGuest() {
    }

    /** Somebody who has been greeted. */
    static RoomGuest enter(HttpClient http, String url) throws Exception {
        RoomGuest guest = new RoomGuest();
        guest.socket = http.newWebSocketBuilder().buildAsync(URI.create(url), guest).get(PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        CompletableFuture.anyOf(guest.greeted, guest.gone).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (guest.isGone()) {
            throw new IllegalStateException("shown out");
        }
        return guest;
    }

    boolean isGone() {
        return gone.isDone();
    }

    /** The next sentence is the one that is waited for. */
    void listen() {
        sentence = new CompletableFuture<>();
    }

    /** When the sentence was there; nothing where it does not come in time. */
    Optional<Long> heard(long patienceNanos) throws InterruptedException {
        try {
            return Optional.of(sentence.get(Math.max(0, patienceNanos), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException _) {
            return Optional.empty();
        }
    }

    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (part.toString().contains("\"type\":\"hello\"")) {
            greeted.complete(null);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        int more = Math.min(HEAD - length, part.remaining());
        part.get(head, length, more);
        length += more;
        if (last) {
            if (new String(head, 0, length, StandardCharsets.ISO_8859_1).contains("\"seq\":0,")) {
                sentence.complete(System.nanoTime());
            }
            length = 0;
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        gone.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        gone.complete(null);
    }
}
