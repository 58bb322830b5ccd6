package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.common.InstallationClock;
import java.net.http.WebSocketHandshakeException;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/** Visitors in rooms, over WebSockets as browsers have them: what they hear, what it costs, and how it ends. */
@RoomServer
class VisitorTests {

    @LocalServerPort
    private int port;
    @Autowired
    private DataSource database;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private InstallationClock clock;

    private Workshop shop;
    private String code;

    @BeforeEach
    void haveAnAgent() {
        shop = new Workshop(port);
        code = shop.ready("essence-2");
    }

    @Test
    void whatIsSpokenIsHeardSentenceBySentence() {
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            assertThat(visitor.hello.at("/agent/code").asString()).isEqualTo(code);
            assertThat(visitor.hello.at("/avatar/kind").asString()).isEqualTo("imx");
            assertThat(shop.client.bytes("GET", shop.origin + visitor.hello.at("/avatar/url").asString()).statusCode())
                    .isEqualTo(200);
            speak("Good morning. It is a fine day! How are you?");
            JsonNode turn = visitor.message("turn");
            assertThat(turn.get("role").asString()).isEqualTo("agent");
            List<Visitor.Heard> speech = visitor.speech();
            assertThat(speech).extracting(one -> one.head().get("text").asString())
                    .containsExactly("Good morning.", "It is a fine day!", "How are you?");
            for (int i = 0; i < speech.size(); i++) {
                JsonNode head = speech.get(i).head();
                assertThat(head.get("type").asString()).isEqualTo("speech");
                assertThat(head.get("id")).isEqualTo(turn.get("id"));
                assertThat(head.get("seq").asInt()).isEqualTo(i);
                assertThat(speech.get(i).pcm().length).isPositive().isEqualTo(head.get("cells").size() * 960 * 2);
                assertThat(head.get("brow")).hasSize(head.get("cells").size());
                assertThat(head.get("nod")).hasSize(head.get("cells").size());
            }
        }
    }

    @Test
    void aSessionLastsFromTheFirstVisitorToHalfAMinuteAfterTheLast() {
        String token = token();
        long before = shop.balance();
        Visitor first = Visitor.in(shop.origin, code, "?token=" + token);
        Visitor second = Visitor.in(shop.origin, code, "?token=" + token);
        assertThat(second.room()).isEqualTo(first.room());
        assertThat(second.session()).isEqualTo(first.session());
        assertThat(shop.balance()).isEqualTo(before - 4);
        JsonNode row = sessions().get(0);
        assertThat(row.get("id").asString()).isEqualTo(first.session());
        assertThat(row.get("billing_type").asString()).isEqualTo("usage_essence_2_model_cloud");
        assertThat(row.get("room_name").asString()).isEqualTo(first.room());
        first.close();
        advance(61);
        assertThat(shop.balance()).isEqualTo(before - 8);
        assertThat(status(second.session()).get("status").asString()).isEqualTo("live");
        second.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            advance(31);
            return status(second.session()).get("ended").asBoolean();
        });
        assertThat(shop.client.post("/v1/agent/" + code + "/speak", "{\"message\": \"Hi\"}").status()).isEqualTo(404);
        // A new visit is a new session, of the same room.
        try (Visitor again = Visitor.in(shop.origin, code, "?token=" + token)) {
            assertThat(again.room()).isEqualTo(first.room());
            assertThat(again.session()).isNotEqualTo(first.session());
        }
    }

    @Test
    void whatIsSaidIsInTheTranscript() {
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            visitor.say("line-1", "Hello there");
            JsonNode turn = visitor.message("turn");
            assertThat(turn.get("id").asString()).isEqualTo("line-1");
            assertThat(turn.get("role").asString()).isEqualTo("user");
            assertThat(visitor.message("notice").get("text").asString()).contains("no chat model is configured");
            visitor.say("line-2", "Anybody?");
            assertThat(visitor.message("turn").get("text").asString()).isEqualTo("Anybody?");
            visitor.heardNothing();
            speak("I say what I am told.");
            visitor.speech();
            String user = shop.client.get("/v1/me").body().at("/data/user_id").asString();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(shop.client
                    .get("/v2/" + user + "/runtime-sessions/" + visitor.session() + "/messages").body()
                    .at("/data/messages").valueStream()
                    .map(line -> line.get("role").asString() + ": " + line.get("message").asString()))
                    .containsExactly("user: Hello there", "user: Anybody?", "assistant: I say what I am told."));
            assertThat(sessions().get(0).get("has_transcript").asBoolean()).isTrue();
        }
    }

    @Test
    void whatWasSaidIsForgottenAfterThirtyDays() {
        String messages = "/v2/" + shop.client.get("/v1/me").body().at("/data/user_id").asString()
                + "/runtime-sessions/";
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            messages += visitor.session() + "/messages";
            visitor.say("line-1", "My number is 555 0100");
            visitor.message("turn");
        }
        String path = messages;
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(shop.client.get(path).body().at("/data/messages")).hasSize(1));
        advance(30 * 24 * 3600 - 60);
        assertThat(shop.client.get(path).body().at("/data/messages")).hasSize(1);
        advance(120);
        assertThat(shop.client.get(path).body().at("/data/messages")).isEmpty();
        assertThat(shop.client.get(path).status()).isEqualTo(200);
    }

    @Test
    void twoPagesOfOneBrowserAreSessionsOfTheirOwn() {
        try (Visitor stays = Visitor.in(shop.origin, code, "?token=" + token());
                Visitor leaves = Visitor.in(shop.origin, code, "?token=" + token())) {
            assertThat(leaves.room()).isNotEqualTo(stays.room());
            assertThat(leaves.session()).isNotEqualTo(stays.session());
        }
    }

    @Test
    void whoComesBackHearsWhatTheyHaveMissed() {
        Visitor dropped = Visitor.in(shop.origin, code, "");
        speak("One.");
        String seen = dropped.speech().getFirst().head().get("id").asString();
        dropped.vanish();
        speak("Two.");
        try (Visitor back = Visitor.in(shop.origin, code,
                "?participant=" + dropped.participant() + "&after=" + seen)) {
            assertThat(back.room()).isEqualTo(dropped.room());
            assertThat(back.session()).isEqualTo(dropped.session());
            assertThat(back.participant()).isEqualTo(dropped.participant());
            assertThat(back.message("turn").get("text").asString()).isEqualTo("Two.");
            back.speech();
            back.heardNothing();
        }
        try (Visitor stranger = Visitor.in(shop.origin, code,
                "?participant=" + dropped.participant() + "x&after=" + seen)) {
            assertThat(stranger.room()).isNotEqualTo(dropped.room());
            stranger.heardNothing();
        }
    }

    @Test
    void whoWasCutOffInALongSpeechHearsItsRestAtOnce() {
        Visitor dropped = Visitor.in(shop.origin, code, "");
        speak("This is a rather long sentence which takes its time to be said aloud. ".repeat(30).strip());
        String id = dropped.sentence().head().get("id").asString();
        dropped.sentence();
        dropped.vanish();
        try (Visitor back = Visitor.in(shop.origin, code,
                "?participant=" + dropped.participant() + "&heard=" + id + ".1")) {
            JsonNode next = back.sentence().head();
            assertThat(next.get("id").asString()).isEqualTo(id);
            assertThat(next.get("seq").asInt()).isEqualTo(2);
        }
    }

    @Test
    void halfACharacterIsPassedOverAndAnOddPlaceIsNoPlace() {
        try (Visitor visitor = Visitor.in(shop.origin, code, "?heard=nonsense.7&after=1")) {
            visitor.tell("{\"type\": \"say\", \"id\": \"x\", \"text\": \"half \\ud83d here\"}");
            visitor.heardNothing();
        }
    }

    @Test
    void aRoomThatWaitsMakesPlaceForWhoeverComes() {
        shop.close();
        shop = new Workshop(port, "free", 2_000);
        code = shop.ready("essence-2");
        Visitor.in(shop.origin, code, "").close();
        // There is none before the server has noticed that they have gone.
        try (Visitor next = await().atMost(Duration.ofMinutes(1)).until(this::letIn, Objects::nonNull)) {
            assertThat(next.session()).isNotEmpty();
            try (Visitor another = Visitor.of(shop.origin, code, "")) {
                assertThat(another.message("end").get("reason").asString()).isEqualTo("unavailable");
            }
        }
    }

    @Test
    void pagesOfOtherOriginsAreTurnedAway() {
        assertThat(refused("", "Origin", "https://evil.example")).isEqualTo(403);
        Visitor.of(shop.origin, code, "", "Origin", "http://127.0.0.1:3000").close();
        Visitor.of(shop.origin, code, "?token=" + token(), "Origin", "https://any.example").close();
        assertThat(shop.client.post("/v1/agent/" + code,
                "{\"embed\": {\"allowed_origins\": [\"https://shop.example.com\"]}}").status()).isEqualTo(200);
        assertThat(refused("", "Origin", "https://evil.example")).isEqualTo(403);
        Visitor.of(shop.origin, code, "", "Origin", "https://shop.example.com").close();
        Visitor.of(shop.origin, code, "", "Origin", shop.origin).close();
    }

    @Test
    void aTokenOpensItsOwnAgentAlone() {
        assertThat(shop.client.post("/v1/agent/" + code, "{\"embed\": {\"public\": false}}").status()).isEqualTo(200);
        assertThat(refused("")).isEqualTo(403);
        assertThat(refused("?token=nonsense")).isEqualTo(401);
        String other = shop.ready("essence-1");
        String foreign = shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + other + "\", \"fingerprint\": \"f\"}").body().at("/data/token").asString();
        assertThat(refused("?token=" + foreign)).isEqualTo(401);
        String own = token();
        Visitor visitor = Visitor.in(shop.origin, code, "?token=" + own);
        // Minute by minute: a session that is silent for five ends.
        for (int minute = 0; minute <= 60; minute++) {
            advance(61);
        }
        assertThat(refused("?token=" + own)).isEqualTo(401);
        String elsewhere = "?token=" + own + "&participant=";
        try (Visitor another = Visitor.in(shop.origin, code, "?token=" + token())) {
            assertThat(refused(elsewhere + another.participant())).isEqualTo(401);
        }
        Visitor back = Visitor.in(shop.origin, code, elsewhere + visitor.participant());
        assertThat(back.session()).isEqualTo(visitor.session());
        assertThat(shop.client.bytes("GET", shop.origin + back.hello.at("/avatar/url").asString()).statusCode())
                .isEqualTo(200);
        back.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            advance(31);
            return status(visitor.session()).get("status").asString().equals("ended");
        });
        assertThat(refused(elsewhere + visitor.participant())).isEqualTo(401);
    }

    @Test
    void whoComesBackReplacesTheirOldConnection() {
        Visitor first = Visitor.in(shop.origin, code, "");
        try (Visitor second = Visitor.in(shop.origin, code, "?participant=" + first.participant())) {
            assertThat(second.session()).isEqualTo(first.session());
            assertThat(first.closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1000);
            speak("Who is there?");
            assertThat(second.speech()).hasSize(1);
        }
    }

    @Test
    void whomTheOwnerTerminatesIsKeptOutForAWhile() {
        String token = token();
        Visitor visitor = Visitor.in(shop.origin, code, "?token=" + token);
        String user = shop.client.get("/v1/me").body().at("/data/user_id").asString();
        assertThat(shop.client.post("/v2/" + user + "/runtime-sessions/" + visitor.session() + "/terminate", "{}")
                .status()).isEqualTo(200);
        advance(21);
        assertThat(visitor.closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1000);
        long balance = shop.balance();
        try (Visitor again = Visitor.of(shop.origin, code, "?token=" + token)) {
            assertThat(again.message("end").get("reason").asString()).isEqualTo("unavailable");
        }
        assertThat(shop.balance()).isEqualTo(balance);
        advance(320);
        Visitor.in(shop.origin, code, "?token=" + token).close();
    }

    @Test
    void withoutCreditsTheVisitorIsTold() {
        shop.close();
        shop = new Workshop(port, 502);
        code = shop.ready("essence-2");
        try (Visitor visitor = Visitor.of(shop.origin, code, "")) {
            JsonNode end = visitor.message("end");
            assertThat(end.get("reason").asString()).isEqualTo("unavailable");
            assertThat(end.get("message").asString()).endsWith("is not available at the moment.");
            assertThat(visitor.closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1000);
        }
        assertThat(shop.balance()).isEqualTo(2);
    }

    @Test
    void theVisitorIsToldWhenTheOwnerEndsTheSession() {
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            assertThat(shop.client.post("/v1/runtime-sessions/" + visitor.session() + "/end", "").status())
                    .isEqualTo(200);
            advance(20);
            assertThat(visitor.message("end").get("reason").asString()).isEqualTo("unavailable");
        }
        assertThat(shop.client.post("/v1/agent/" + code + "/speak", "{\"message\": \"Hi\"}").status()).isEqualTo(404);
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void theClockWaitsForMinutesThatTheTimerHasBegunToBill() throws Exception {
        try (Visitor _ = Visitor.in(shop.origin, code, "");
                var threads = Executors.newSingleThreadExecutor();
                Connection other = database.getConnection()) {
            long before = shop.balance();
            other.setAutoCommit(false);
            JdbcClient.create(new SingleConnectionDataSource(other, true))
                    .sql("select 1 from wallet where account_id = (select account_id from agent where code = ?) for update")
                    .param(code).query(Integer.class).single();
            // Nobody is told: it is the timer that finds the next minute begun, and waits for the wallet.
            clock.offset(Duration.ofSeconds(jdbc.sql("""
                    update installation_clock set offset_seconds = offset_seconds + 61 returning offset_seconds
                    """).query(Long.class).single()));
            await().atMost(Duration.ofMinutes(1)).until(() -> jdbc.sql("""
                    select exists (select from pg_stat_activity
                                   where datname = current_database() and wait_event_type = 'Lock')
                    """).query(Boolean.class).single());
            Future<Long> after = threads.submit(() -> {
                advance(1);
                return shop.balance();
            });
            assertThatThrownBy(() -> after.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            other.rollback();
            assertThat(after.get(1, TimeUnit.MINUTES)).isEqualTo(before - 4);
        }
    }

    @Test
    void whoComesAtOnceOpensOneSession() throws Exception {
        String query = "?token=" + token();
        long before = shop.balance();
        List<Visitor> visitors = AtOnce.run(12, _ -> Visitor.in(shop.origin, code, query));
        Set<String> sessions = new HashSet<>();
        visitors.forEach(visitor -> sessions.add(visitor.session()));
        assertThat(sessions).hasSize(1);
        assertThat(shop.balance()).isEqualTo(before - 4);
        AtOnce.run(4, n -> shop.client.post("/v1/agent/" + code + "/speak", "{\"message\": \"Number " + n + ".\"}"));
        for (Visitor visitor : visitors) {
            Set<String> heard = new HashSet<>();
            for (int n = 0; n < 4; n++) {
                heard.add(visitor.message("turn").get("text").asString());
            }
            assertThat(heard).hasSize(4);
            visitor.close();
        }
    }

    @Test
    void nonsenseClosesTheLineAndNothingElse() {
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            visitor.tell("not json");
            assertThat(visitor.closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1007);
        }
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            visitor.send(new byte[640]);
            assertThat(visitor.closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1003);
        }
        try (Visitor visitor = Visitor.in(shop.origin, code, "")) {
            visitor.tell("[1]");
            visitor.tell("{\"type\": \"say\", \"id\": \"\", \"text\": \"\"}");
            visitor.heardNothing();
        }
    }

    /** A visitor; null where they are turned away. */
    private @Nullable Visitor letIn() {
        Visitor visitor = Visitor.of(shop.origin, code, "");
        JsonNode first = (JsonNode) visitor.next();
        if (first.get("type").asString().equals("hello")) {
            visitor.hello = first;
            return visitor;
        }
        visitor.close();
        return null;
    }

    private void speak(String message) {
        Client.Answer answer = shop.client.post("/v1/agent/" + code + "/speak", "{\"message\": \"" + message + "\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private void advance(int seconds) {
        new Client(shop.origin, "").post("/sandbox/clock", "{\"advance_seconds\": " + seconds + "}");
    }

    private String token() {
        return shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + code + "\", \"fingerprint\": \"f\"}").body().at("/data/token").asString();
    }

    private JsonNode status(String session) {
        return shop.client.get("/v1/runtime-sessions/" + session).body();
    }

    private JsonNode sessions() {
        String user = shop.client.get("/v1/me").body().at("/data/user_id").asString();
        return shop.client.get("/v2/" + user + "/runtime-sessions?kind=conversations").body().at("/data/sessions");
    }

    /** The status of a handshake that is refused. */
    private int refused(String query, String... headers) {
        int[] status = new int[1];
        assertThatThrownBy(() -> Visitor.of(shop.origin, code, query, headers))
                .isInstanceOfSatisfying(CompletionException.class, e -> {
                    assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
                    status[0] = ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
                });
        return status[0];
    }
}
