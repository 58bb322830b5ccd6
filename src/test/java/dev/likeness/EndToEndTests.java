package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.avatar.film.TestVideo;
import dev.likeness.imx.ImxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The main path on real input: from nothing to a metered, downloadable avatar. */
@WholeServer
class EndToEndTests {

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;
    @TempDir
    private Path folder;

    private String origin;
    private Client client;

    @BeforeEach
    void openAccount() {
        origin = "http://localhost:" + port;
        client = Client.ofNewAccount(origin, "business", 10_000);
    }

    @Test
    void aPortraitBecomesAVerifiedAvatarThatIsMetered() throws Exception {
        Client.Answer submitted = client.post("/v1/agent/generate", """
                {"prompt": "A friendly librarian who loves old maps", "model": "essence-1", "image": "%s"}
                """.formatted(Pictures.dataUri(Pictures.portrait())));
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        assertThat(submitted.body().get("status").asString()).isEqualTo("processing");
        String code = submitted.body().get("agent_id").asString();
        assertThat(code).matches("A[0-9]{2}[A-Z]{3}[0-9]{4}");

        JsonNode ready = awaitEnd(client, code);
        assertThat(ready.get("status").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.get("progress").asDouble()).isEqualTo(1.0);
        assertThat(ready.get("current_step").asString()).isEqualTo("done");
        assertThat(ready.get("supported_models")).hasSize(1);

        JsonNode artifact = client.get("/v1/agent/" + code + "/model/download?redirect=false").body().get("data");
        String url = artifact.get("url").asString();
        Path imx = client.file(url, folder.resolve("avatar.imx"));
        assertThat(Files.size(imx)).isEqualTo(artifact.get("size").asLong()).isGreaterThanOrEqualTo(1 << 20);
        assertThat(sha256(imx)).isEqualTo(artifact.get("sha256").asString());
        assertThat(client.get("/v1/agent/" + code + "/model/download").status()).isEqualTo(302);

        var head = client.bytes("HEAD", url);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag").orElseThrow()).isEqualTo("\"" + sha256(imx) + "\"");
        var range = client.bytes("GET", url, "Range", "bytes=0-3");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).containsExactly('I', 'M', 'X', 0);

        try (ImxFile file = ImxFile.open(imx)) {
            file.verify();
            Path video = folder.resolve("identity.mp4");
            Files.copy(file.open("base/identity.mp4"), video);
            List<byte[]> frames = TestVideo.grayFrames(video);
            assertThat(frames).hasSize(250);
            assertThat(meanDifference(frames.getFirst(), frames.getLast())).isLessThan(2.0);
            assertThat(meanDifference(frames.getFirst(), frames.get(60))).isGreaterThan(0.5);
        }

        Client.Answer beat = client.post("/v1/runtime-tokens/request", "{\"agent_code\": \"" + code
                + "\", \"fingerprint\": \"0123456789abcdef0123456789abcdef\", \"transaction_id\": \"t-1\"}");
        assertThat(beat.status()).as(beat.body().toString()).isEqualTo(200);
        assertThat(beat.body().at("/data/token").asString().split("\\.")).hasSize(3);
        assertThat(beat.body().at("/data/transaction_id").asString()).isEqualTo("t-1");

        JsonNode usage = client.get("/v1/usage").body().get("data");
        List<String> codes = new ArrayList<>();
        usage.forEach(row -> codes.add(row.get("pricing_code").asString()));
        assertThat(codes).contains("usage_essence_model_self_hosted", "agent_generation_essence_1");
        JsonNode me = client.get("/v1/me").body().get("data");
        assertThat(me.get("credit_balance").asLong()).isEqualTo(10_000 - 250 - 1);
        assertThat(ledgerSum(me.get("user_id").asString())).isEqualTo(10_000 - 250 - 1);

        Client stranger = Client.ofNewAccount(origin, "free", 10);
        assertThat(stranger.get("/v1/agent/" + code).status()).isEqualTo(404);
        assertThat(client.delete("/v1/agent/" + code).body().get("deleted").asBoolean()).isTrue();
        assertThat(client.get("/v1/agent/" + code).status()).isEqualTo(404);
    }

    @Test
    void anAgentWithoutAPictureGetsADrawnOne() {
        String code = client.post("/v1/agent/generate", "{\"prompt\": \"A cheerful chef with a red beard\"}").body()
                .get("agent_id").asString();
        JsonNode ready = awaitEnd(client, code);
        assertThat(ready.get("status").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.get("model_url").isNull()).isTrue();
        var picture = client.bytes("GET", ready.get("image_url").asString());
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    }

    @Test
    void anUnreachablePictureFailsTheBuildAndGivesTheChargeBackOnce() {
        String code = client.post("/v1/agent/generate",
                "{\"model\": \"essence-1\", \"image\": \"" + origin + "/no-such-picture.png\"}").body()
                .get("agent_id").asString();
        JsonNode failed = awaitEnd(client, code);
        assertThat(failed.get("status").asString()).as(failed.toString()).isEqualTo("failed");
        assertThat(failed.get("error_message").asString())
                .isEqualTo("Image processing failed: Failed to download after 3 attempts: 404");
        assertRefunded();
    }

    @Test
    void aPictureWithoutAnythingUsableFailsTheBuildAndGivesTheChargeBackOnce() {
        String code = client
                .post("/v1/agent/generate", "{\"model\": \"essence-1\", \"image\": \"bm90IGEgcGljdHVyZQ==\"}").body()
                .get("agent_id").asString();
        JsonNode failed = awaitEnd(client, code);
        assertThat(failed.get("status").asString()).as(failed.toString()).isEqualTo("failed");
        assertThat(failed.get("error_message").asString()).startsWith("Image processing failed: ");
        assertRefunded();
    }

    @Test
    void aSampleThatIsNoSoundFailsTheBuildAndGivesTheChargeBackOnce() {
        String code = client.post("/v1/agent/generate", "{\"model\": \"essence-1\", \"audio\": \"aGVsbG8=\"}").body()
                .get("agent_id").asString();
        JsonNode failed = awaitEnd(client, code);
        assertThat(failed.get("status").asString()).as(failed.toString()).isEqualTo("failed");
        assertThat(failed.get("error_message").asString()).startsWith("Voice processing failed: ");
        assertRefunded();
    }

    @Test
    void deletingAnAgentEndsItsSessionAndFreesTheSlot() {
        Client free = Client.ofNewAccount(origin, "free", 1_000);
        String code = free.post("/v1/agent/generate", "{\"prompt\": \"A tall baker\"}").body().get("agent_id")
                .asString();
        String session = free.post("/v1/runtime-tokens/request", "{\"fingerprint\": \"a\", \"agent_code\": \"" + code
                + "\"}").body().at("/data/session_id").asString();
        assertThat(free.post("/v1/runtime-tokens/request", "{\"fingerprint\": \"b\"}").status()).isEqualTo(403);
        assertThat(free.delete("/v1/agent/" + code).status()).isEqualTo(200);
        JsonNode ended = free.get("/v1/runtime-sessions/" + session).body();
        assertThat(ended.get("status").asString()).as(ended.toString()).isEqualTo("ended");
        assertThat(free.post("/v1/runtime-tokens/request", "{\"fingerprint\": \"b\"}").status()).isEqualTo(200);
    }

    private void assertRefunded() {
        JsonNode me = client.get("/v1/me").body().get("data");
        assertThat(me.get("credit_balance").asLong()).isEqualTo(10_000);
        assertThat(ledgerSum(me.get("user_id").asString())).isEqualTo(10_000);
        List<String> codes = new ArrayList<>();
        client.get("/v1/usage").body().get("data").forEach(row -> codes.add(row.get("pricing_code").asString()));
        assertThat(codes).filteredOn("credit_refund_agent_generation_essence_1"::equals).hasSize(1);
    }

    private long ledgerSum(String account) {
        return jdbc.sql("""
                select sum(plan_delta + reward_delta + topup_delta) from ledger_entry where account_id = :a::uuid
                """).param("a", account).query(Long.class).single();
    }

    /** Follows a build to its end; on the way the progress never falls. */
    static JsonNode awaitEnd(Client client, String code) {
        List<Double> progress = new ArrayList<>();
        return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100)).until(() -> {
            JsonNode status = client.get("/v1/agent/status/" + code).body().get("data");
            progress.add(status.get("progress").asDouble());
            assertThat(progress).isSorted();
            return status;
        }, status -> List.of("ready", "failed").contains(status.get("status").asString()));
    }

    private static double meanDifference(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
