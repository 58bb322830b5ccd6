package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.avatarfile.AvatarFile;
import dev.likeness.storage.ObjectStore;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Visitors of agents that run as expression-1 only: there is no file before the first of them comes. */
@RoomServer
class PortraitSessionTests {

    /** What somebody is told for whom there is no file yet. */
    private static final int BUSY = 503;

    @LocalServerPort
    private int port;
    @Autowired
    private ObjectStore store;
    @TempDir
    private Path folder;

    private Workshop shop;
    private String code;

    @BeforeEach
    void haveAnAgent() {
        shop = new Workshop(port);
        code = shop.order("{\"prompt\": \"A cheerful chef with a red beard\", \"aspect_ratio\": \"1:1\"}");
        assertThat(EndToEndTests.awaitEnd(shop.client, code).get("status").asString()).isEqualTo("ready");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theFirstVisitorGetsAFileWithTheMouthsOfThePortraitAndHearsItSpeak() throws Exception {
        assertThat(files()).isEmpty();
        HttpResponse<byte[]> page = page("");
        assertThat(page.statusCode()).isEqualTo(200);
        try (Visitor visitor = visit("")) {
            assertThat(visitor.hello.get("model").asString()).isEqualTo("expression-1");
            JsonNode said = visitor.hello.get("avatar");
            assertThat(said.get("kind").asString()).isEqualTo("imx");
            HttpResponse<byte[]> got = shop.client.bytes("GET", shop.origin + said.get("url").asString());
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.headers().firstValue("ETag")).contains("\"" + said.get("sha256").asString() + "\"");
            Path file = Files.write(folder.resolve("session.imx"), got.body());
            try (AvatarFile avatar = AvatarFile.open(file)) {
                avatar.verify();
                assertThat(avatar.manifest().model()).isEqualTo("expression-1");
                assertThat(avatar.manifest().face().source()).isEqualTo("drawn");
                assertThat(avatar.manifest().width()).isEqualTo(512);
                assertThat(avatar.identity().frames()).isEqualTo(MotionSpec.SHORT);
                assertThat(avatar.atlas().cells()).hasSizeGreaterThan(30);
            }
            shop.client.post("/v1/agent/" + code + "/speak", "{\"message\": \"Bob buys more apples.\"}");
            List<Integer> cells = visitor.speech().getFirst().head().get("cells").valueStream().map(JsonNode::asInt)
                    .toList();
            assertThat(cells.stream().distinct().count()).isGreaterThan(4);
        }
        assertThat(files()).hasSize(1);
        assertThat(shop.agent(code).get("model_url").isNull()).isTrue();
        assertThat(Workshop.error(shop.client.get("/v1/agent/" + code + "/model/download")))
                .isEqualTo("MODEL_NOT_DOWNLOADABLE");
    }

    @Test
    void visitorsAtOnceAndLaterOnesMeetTheSameFileUntilTheAgentIsDeleted() throws Exception {
        AtOnce.run(4, n -> {
            if (n == 0) {
                return page("").statusCode();
            }
            try (Visitor visitor = visit("")) {
                return visitor.hello.at("/avatar/sha256").asString();
            }
        });
        List<String> made = files();
        assertThat(made).hasSize(1);
        var first = store.find(made.getFirst()).orElseThrow();
        try (Visitor visitor = visit("")) {
            assertThat(visitor.hello.at("/avatar/sha256").asString()).isEqualTo(first.sha256());
        }
        assertThat(store.find(made.getFirst())).contains(first);
        assertThat(shop.client.delete("/v1/agent/" + code).status()).isEqualTo(200);
        await().atMost(Duration.ofMinutes(1)).until(() -> files().isEmpty());
    }

    @Test
    void nobodyWhoIsNotLetInHasAnythingMade() {
        assertThat(shop.client.post("/v1/agent/" + code, "{\"embed\": {\"public\": false}}").status()).isEqualTo(200);
        assertThat(page("").statusCode()).isEqualTo(403);
        assertThat(page("?token=x.y.z").statusCode()).isEqualTo(403);
        assertThat(avatar("").statusCode()).isEqualTo(403);
        assertThat(avatar("?model=essence-1").statusCode()).isEqualTo(403);
        assertThat(handshake()).isEqualTo(403);
        assertThat(files()).isEmpty();
    }

    @Test
    void aPortraitThatIsNoPictureIsToldInWords() {
        List<String> portraits = new ArrayList<>();
        store.list("public/agents/" + code, listed -> portraits.add(listed.key()));
        store.put(portraits.getFirst(), "no picture".getBytes(StandardCharsets.UTF_8), "image/jpeg");
        assertThat(page("").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> refused = avatar("");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("MODEL_ARTIFACT_NOT_READY",
                "cannot be shown on a page: The portrait could not be used");
        assertThat(handshake()).isEqualTo(404);
    }

    @Test
    void theModelItWasMadeWithIsMetThoughAnotherHasAFile() {
        shop.add(code, "essence-1");
        shop.worker.build(shop.worker.claimed());
        try (Visitor visitor = visit("")) {
            assertThat(visitor.hello.get("model").asString()).isEqualTo("expression-1");
        }
        try (Visitor visitor = visit("?model=essence-1")) {
            assertThat(visitor.hello.get("model").asString()).isEqualTo("essence-1");
        }
        assertThat(avatar("?model=expression-2").statusCode()).isEqualTo(409);
    }

    private HttpResponse<byte[]> page(String query) {
        return shop.client.bytes("GET", shop.origin + "/embed/" + code + query);
    }

    private HttpResponse<byte[]> avatar(String query) {
        return shop.client.bytes("GET", shop.origin + "/embed/" + code + "/avatar.imx" + query);
    }

    /** One who comes again as long as the file takes longer than anybody is kept waiting at the door. */
    private Visitor visit(String query) {
        List<Visitor> let = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            try {
                return let.add(Visitor.in(shop.origin, code, query));
            } catch (CompletionException e) {
                if (status(e) != BUSY) {
                    throw e;
                }
                return false;
            }
        });
        return let.getFirst();
    }

    private int handshake() {
        int[] status = new int[1];
        assertThatThrownBy(() -> Visitor.of(shop.origin, code, "")).isInstanceOfSatisfying(CompletionException.class,
                e -> status[0] = status(e));
        return status[0];
    }

    private static int status(CompletionException refusal) {
        return refusal.getCause() instanceof WebSocketHandshakeException handshake
                ? handshake.getResponse().statusCode()
                : 0;
    }

    /** The keys of what was made for sessions with the agent. */
    private List<String> files() {
        List<String> keys = new ArrayList<>();
        store.list("accounts", listed -> {
            if (listed.key().contains("/" + code + "/") && listed.key().contains("/expression-1-")) {
                keys.add(listed.key());
            }
        });
        return keys;
    }
}
