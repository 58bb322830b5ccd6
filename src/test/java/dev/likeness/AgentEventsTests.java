package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WorkerServer
class AgentEventsTests {

    private record Event(String name, JsonNode data) {
    }

    /** Streams of an account. */
    private static final int LIMIT = 200;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    @Qualifier("agentWatch")
    private SmartLifecycle watch;

    private String origin;
    private String secret;
    private Client client;

    @BeforeEach
    void openAccount() {
        origin = "http://localhost:" + port;
        JsonNode account = new Client(origin, "")
                .post("/sandbox/accounts", "{\"plan\": \"business\", \"credits\": 10000}").body();
        secret = account.at("/data/secret").asString();
        client = new Client(origin, secret);
    }

    /** Builds that nobody took must not be claimed by the next test's worker. */
    @AfterEach
    void leaveNothingToClaim() {
        client.get("/v1/agents").body().get("data")
                .forEach(agent -> client.delete("/v1/agent/" + agent.get("code").asString()));
    }

    @Test
    void aBuildIsToldFromItsBeginningToItsEnd() throws Exception {
        String code = building("A00EVT0006");
        HttpResponse<Stream<String>> answer = HTTP.send(request(code), BodyHandlers.ofLines());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        // Nothing is built before the stream is there: one that begins later has less to tell.
        WorkerHand hand = new WorkerHand(origin);
        JsonNode job = hand.claimed("essence-2");
        assertThat(job.get("agent_code").asString()).isEqualTo(code);
        hand.on(job, "heartbeat", ", \"progress\": 0.6, \"step\": \"lip_sync\", \"message\": \"Epoch 3 of 5\"");
        hand.build(job);
        List<Event> events = events(answer.body().toList());
        assertThat(events).hasSizeGreaterThan(1);
        assertThat(events.getLast().name()).isEqualTo("ready");
        assertThat(events.getLast().data().get("progress").asDouble()).isEqualTo(1);
        assertThat(events.subList(0, events.size() - 1)).extracting(Event::name).containsOnly("progress");
        assertThat(events.stream().map(event -> event.data().get("progress").asDouble())).isSorted();
        assertThat(WorkerTests.withoutSignature(events.getLast().data()))
                .isEqualTo(WorkerTests.withoutSignature(client.get("/v1/agent/status/" + code).body().get("data")));

        assertThat(events(HTTP.send(request(code), BodyHandlers.ofLines()).body().toList())).singleElement()
                .extracting(Event::name).isEqualTo("ready");
    }

    @Test
    void aStrangerIsToldThereIsNone() throws Exception {
        var answer = HTTP.send(request("A00NON0001"), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).at("/error/code").asString()).isEqualTo("NOT_FOUND");
        assertThat(HTTP.send(HttpRequest.newBuilder(URI.create(origin + "/v1/agent/A00NON0001/events")).build(),
                BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void manyFollowOneAgentToItsEnd() throws Exception {
        String code = building("A00EVT0001");
        int many = 150;
        CountDownLatch begun = new CountDownLatch(many);
        List<CompletableFuture<List<String>>> listeners = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            listeners.add(HTTP.sendAsync(request(code), BodyHandlers.ofLines()).thenApplyAsync(answer -> {
                List<String> lines = new ArrayList<>();
                answer.body().forEach(line -> {
                    lines.add(line);
                    if (line.startsWith("data: ") && lines.stream().filter(l -> l.startsWith("data: ")).count() == 1) {
                        begun.countDown();
                    }
                });
                return lines;
            }, command -> Thread.ofVirtual().start(command)));
        }
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        jdbc.sql("update agent set progress = 0.6, version = version + 1 where code = :code").param("code", code)
                .update();
        assertThat(client.delete("/v1/agent/" + code).status()).isEqualTo(200);
        for (CompletableFuture<List<String>> listener : listeners) {
            assertThat(events(listener.get(60, TimeUnit.SECONDS)).getLast().name()).isEqualTo("deleted");
        }
    }

    @Test
    void askingForTheHeadersOfAStreamOpensNone() throws Exception {
        String code = building("A00EVT0002");
        for (int i = 0; i <= LIMIT; i++) {
            HttpResponse<Void> head = HTTP.send(HttpRequest.newBuilder(request(code), (_, _) -> true)
                    .method("HEAD", BodyPublishers.noBody()).timeout(Duration.ofSeconds(60)).build(),
                    BodyHandlers.discarding());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        }
        try (var stream = HTTP.send(request(code), BodyHandlers.ofInputStream()).body()) {
            assertThat(stream.read()).isPositive();
        }
    }

    @Test
    void anAccountHasSoManyStreamsAndWhoHangsUpMakesRoom() throws Exception {
        String code = building("A00EVT0003");
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            HttpResponse<InputStream> answer = HTTP.send(request(code), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            streams.add(answer.body());
        }
        HttpResponse<String> refused = HTTP.send(request(code), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(JSON.readTree(refused.body()).at("/error/code").asString()).isEqualTo("RATE_LIMITED");
        for (InputStream stream : streams) {
            stream.close();
        }
        // It is noticed when there is something to tell.
        AtomicInteger told = new AtomicInteger();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            jdbc.sql("update agent set name = :told, version = version + 1 where code = :code")
                    .param("told", "Step " + told.incrementAndGet()).param("code", code).update();
            HttpResponse<InputStream> answer = HTTP.send(request(code), BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode() == 200;
        });
    }

    @Test
    void aStreamEndsWithTheSecretItWasOpenedWith() throws Exception {
        String code = building("A00EVT0004");
        JsonNode me = client.get("/v1/me").body().get("data");
        String secrets = "/v2/" + me.get("user_id").asString() + "/api-secrets";
        String other = client.post(secrets, "{\"alias\": \"short\"}").body().get("secret").asString();
        var stays = listen(request(code));
        var ends = listen(HttpRequest.newBuilder(request(code), (name, _) -> !name.equals("api-secret"))
                .header("api-secret", other).build());
        assertThat(client.delete(secrets + "/short").status()).isEqualTo(200);
        assertThat(events(ends.get(1, TimeUnit.MINUTES))).extracting(Event::name).containsOnly("progress");
        assertThat(stays).isNotDone();
        client.delete("/v1/agent/" + code);
        assertThat(events(stays.get(1, TimeUnit.MINUTES)).getLast().name()).isEqualTo("deleted");
    }

    @Test
    void streamsEndWhenTheNodeShutsDownBeforeTheWebServerWaitsForThem() throws Exception {
        String code = building("A00EVT0005");
        var stream = listen(request(code));
        assertThat(watch.getPhase()).isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
        try {
            watch.stop();
            assertThat(events(stream.get(1, TimeUnit.MINUTES))).extracting(Event::name).containsOnly("progress");
        } finally {
            watch.start();
        }
    }

    /** An agent whose build nobody takes. */
    private String building(String code) {
        assertThat(client.post("/v1/agent/generate",
                "{\"agent_id\": \"" + code + "\", \"model\": \"essence-2\", \"prompt\": \"A librarian\"}").status())
                .isEqualTo(200);
        return code;
    }

    /** The lines of a stream, when it has ended; it has begun already. */
    private CompletableFuture<List<String>> listen(HttpRequest request) throws Exception {
        HttpResponse<Stream<String>> answer = HTTP.send(request, BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return CompletableFuture.supplyAsync(() -> answer.body().toList(),
                command -> Thread.ofVirtual().start(command));
    }

    private HttpRequest request(String code) {
        return HttpRequest.newBuilder(URI.create(origin + "/v1/agent/" + code + "/events")).header("api-secret", secret)
                .build();
    }

    private static List<Event> events(List<String> lines) {
        List<Event> events = new ArrayList<>();
        String name = "";
        for (String line : lines) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                events.add(new Event(name, JSON.readTree(line.substring(6))));
            }
        }
        return events;
    }
}
