package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Two processes on one PostgreSQL, with visitors on both: what is said reaches them on either, and when one dies, is told
 * to end or is cut off from the other, nothing is lost and no minute is billed twice.
 */
class RoomsAcrossNodesIT {

    private static final long CREDITS = 10_000;
    private static final long BUILD = 500;
    private static final String LONG = "This is the first of a few sentences. Here comes the second one of them. "
            + "And now you hear the third one. The fourth one says nothing new. The fifth is the last.";

    @TempDir
    private Path folder;
    private final String database = TestDatabase.freshUrl();
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database));
    private ServerProcess one;
    private ServerProcess other;
    private Workshop shop;
    private Client elsewhere;
    private String code;

    @BeforeEach
    void startTwoNodes() {
        one = node("one");
        other = node("other");
        // The first one makes the keys that both need.
        one.start();
        other.start();
        shop = new Workshop(URI.create(one.origin()).getPort(), CREDITS);
        elsewhere = new Client(other.origin(), shop.client.secret());
        code = shop.ready("essence-2");
    }

    private ServerProcess node(String name) {
        return new ServerProcess(folder.resolve(name), folder, List.of(), List.of(),
                Map.of("SPRING_DATASOURCE_URL", database, "LIKENESS_SANDBOX_ENABLED", "true",
                        "LIKENESS_GENERATION_SHOWCASE", "false", "LIKENESS_TTS_ESPEAK", "",
                        "LIKENESS_JOB_WORKER_MODELS", "essence-1,essence-2,expression-2",
                        "LIKENESS_JOB_WORKER_KEYS", WorkerServer.KEY));
    }

    @AfterEach
    void stopThem() {
        try (ServerProcess first = one; ServerProcess second = other) {
            System.out.println("nodes " + first.origin() + ", " + second.origin());
        }
    }

    @Test
    void whoLosesTheirNodeAmidSpeechHearsAllOfItOnAnotherAndNoMinuteIsBilledTwice() {
        String shared = token("shared");
        Visitor here = enter(one, shared, "");
        Visitor there = enter(other, shared, "");
        String own = token("alone");
        Visitor alone = enter(other, own, "");
        Visitor lost = enter(other, token("lost"), "");
        assertThat(there.session()).isEqualTo(here.session());

        String first = spoken(shop.client, "Heard on both nodes.", 3, 0);
        for (Visitor visitor : List.of(here, there, alone, lost)) {
            assertThat(ids(visitor.speech())).containsOnly(first);
        }
        advance(60);
        String cutOff = spoken(shop.client, LONG, 3, 0);
        assertThat(ids(List.of(alone.sentence()))).containsOnly(cutOff);
        other.kill();
        // Nobody knows yet: it is kept for those who come back.
        String unseen = spoken(shop.client, "Said to a node that is dead.", 3, 0);
        assertThat(ids(here.speech())).containsOnly(cutOff);
        assertThat(ids(here.speech())).containsOnly(unseen);

        for (Visitor gone : List.of(alone, there)) {
            Visitor back = enter(one, gone == alone ? own : shared,
                    "&participant=" + gone.participant() + "&after=" + first);
            assertThat(back.room()).isEqualTo(gone.room());
            assertThat(back.session()).isEqualTo(gone.session());
            assertThat(back.participant()).isEqualTo(gone.participant());
            List<Visitor.Heard> again = back.speech();
            assertThat(ids(again)).containsOnly(cutOff);
            assertThat(again).hasSize(5);
            assertThat(ids(back.speech())).containsOnly(unseen);
            back.heardNothing();
        }
        advance(60);

        // The one room to which nobody came back: skipped as soon as its node is known to be dead, then closed.
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).untilAsserted(
                () -> assertThat(told(shop.client, "Is it dead?", null)).isEqualTo(List.of(200, 2, 1)));
        assertThat(told(shop.client, "Only that room.", lost.room())).isEqualTo(List.of(200, 0, 1));
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).untilAsserted(
                () -> assertThat(told(shop.client, "Is it closed?", lost.room())).isEqualTo(List.of(404, 0, 0)));
        assertThat(jdbc.sql("select opening, left_at is null from room where closed_at is not null")
                .query((row, n) -> row.getInt(1) + " " + row.getBoolean(2)).list()).containsExactly("1 true");
        assertThat(endings()).containsExactlyInAnyOrder("room_closed", "lives", "lives");
        advance(60);
        verifyBooks(3);
    }

    @Test
    void whoseNodeIsToldToEndMovesAndMissesNothing() {
        String token = token("moves");
        Visitor moving = enter(one, token, "");
        Visitor staying = enter(other, token("stays"), "");
        String first = spoken(shop.client, "Before.", 2, 0);
        assertThat(ids(moving.speech())).containsOnly(first);
        assertThat(ids(staying.speech())).containsOnly(first);

        String cutOff = spoken(shop.client, LONG, 2, 0);
        assertThat(ids(List.of(moving.sentence()))).containsOnly(cutOff);
        one.tellToEnd();
        assertThat(moving.closed.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(1012);
        JsonNode between = speak(elsewhere, "Said on the way.").body();
        assertThat(between.get("delivered_to_rooms").asInt() + between.get("rooms_skipped_no_worker").asInt())
                .isEqualTo(2);
        Visitor moved = enter(other, token, "&participant=" + moving.participant() + "&after=" + first);
        assertThat(moved.session()).isEqualTo(moving.session());
        assertThat(moved.speech()).hasSize(5).allMatch(heard -> heard.head().get("id").asString().equals(cutOff));
        assertThat(moved.speech().getFirst().head().get("text").asString()).isEqualTo("Said on the way.");
        moved.heardNothing();

        one.stop();
        one.start();
        Visitor joining = enter(one, token, "");
        assertThat(joining.session()).isEqualTo(moving.session());
        String last = spoken(elsewhere, "All are here.", 2, 0);
        assertThat(ids(joining.speech())).containsOnly(last);
        assertThat(ids(moved.speech())).containsOnly(last);
        advance(60);
        verifyBooks(2);
    }

    @Test
    void aNodeWhoseListeningIsCutStillHears() {
        Visitor here = enter(one, token("here"), "");
        Visitor there = enter(other, token("there"), "");
        String listeners = "from pg_stat_activity "
                + "where datname = current_database() and application_name = 'likeness rooms'";
        // A node takes visitors whether or not it listens yet.
        await().atMost(Duration.ofMinutes(1)).until(
                () -> jdbc.sql("select count(*) " + listeners).query(Integer.class).single() == 2);
        assertThat(jdbc.sql("select pg_terminate_backend(pid) " + listeners).query(Boolean.class).list())
                .containsExactly(true, true);
        for (Client sender : List.of(shop.client, elsewhere, shop.client)) {
            String id = spoken(sender, "Still heard.", 2, 0);
            assertThat(ids(here.speech())).containsOnly(id);
            assertThat(ids(there.speech())).containsOnly(id);
        }
        here.heardNothing();
        there.heardNothing();
        verifyBooks(2);
    }

    /** Each minute that a session has begun is in the ledger once, and nothing else is. */
    private void verifyBooks(int sessions) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(jdbc.sql("""
                select count(*) filter (
                    where billed_minutes = started_minutes(started_at, coalesce(ended_at, installation_now())))
                from runtime_session""").query(Integer.class).single()).isEqualTo(sessions));
        assertThat(jdbc.sql("""
                select s.session_id from runtime_session s
                where s.credits <> s.billed_minutes * s.rate
                   or s.credits <> (select -sum(plan_delta + reward_delta + topup_delta) from ledger_entry l
                                    where l.account_id = s.account_id and l.session_id = s.session_id)
                   or array(select generate_series(1, s.billed_minutes)) <> array(
                          select minute from ledger_entry l
                          cross join lateral regexp_match(l.reference, ':(\\d+)-(\\d+)$') as span(ends)
                          cross join lateral generate_series(ends[1]::int, ends[2]::int) as minute
                          where l.account_id = s.account_id and l.session_id = s.session_id order by minute)
                """).query(String.class).list()).isEmpty();
        assertThat(jdbc.sql("select audit_findings(account_id) from account").query(String.class).list()).isEmpty();
        assertThat(jdbc.sql("select count(*) from runtime_session").query(Integer.class).single()).isEqualTo(sessions);
        // Two looks, between which another minute may begin.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shop.balance())
                .isEqualTo(CREDITS - BUILD
                        - jdbc.sql("select sum(credits) from runtime_session").query(Long.class).single()));
    }

    private List<String> endings() {
        return jdbc.sql("select coalesce(end_reason, 'lives') from runtime_session").query(String.class).list();
    }

    private Visitor enter(ServerProcess node, String token, String more) {
        return Visitor.in(node.origin(), code, token + more);
    }

    private Client.Answer speak(Client sender, String text) {
        return sender.post("/v1/agent/" + code + "/speak", "{\"message\": \"" + text + "\"}");
    }

    /** Its id, as it was kept. */
    private String spoken(Client sender, String text, int delivered, int skipped) {
        Client.Answer answer = speak(sender, text);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("delivered_to_rooms").asInt()).isEqualTo(delivered);
        assertThat(answer.body().get("rooms_skipped_no_worker").asInt()).isEqualTo(skipped);
        return jdbc.sql("select message_id::text from room_message order by sent_at desc limit 1").query(String.class)
                .single();
    }

    /** Status, rooms and skipped rooms of a context, which nobody speaks. */
    private List<Integer> told(Client sender, String context, @Nullable String room) {
        Client.Answer answer = sender.post("/v1/agent/" + code + "/add-context", "{\"context\": \"" + context + "\""
                + (room == null ? "" : ", \"room_id\": \"" + room + "\"") + "}");
        return List.of(answer.status(), answer.body().path("delivered_to_rooms").asInt(0),
                answer.body().path("rooms_skipped_no_worker").asInt(0));
    }

    private static List<String> ids(List<Visitor.Heard> heard) {
        return heard.stream().map(one -> one.head().get("id").asString()).toList();
    }

    private String token(String fingerprint) {
        return "?token=" + shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + code + "\", \"fingerprint\": \"" + fingerprint + "\"}").body().at("/data/token")
                .asString();
    }

    private void advance(int seconds) {
        new Client(one.origin(), "").post("/sandbox/clock", "{\"advance_seconds\": " + seconds + "}");
    }
}
