package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real process, killed without warning. */
class KillIT {

    @TempDir
    private Path folder;

    @Test
    void aBuildKilledHalfwayIsTakenOverAndEndsReadyChargedOnce() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, Map.of("LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.start();
            Client owner = new Client(server.origin(), Files.readString(folder.resolve("var/api-secret")).trim());
            long before = balance(owner);
            String code = order(owner);
            // One that was done before this process had a look is none that is killed halfway.
            for (int tries = 0; !isHalfway(owner, code) && tries < 5; tries++) {
                before = balance(owner);
                code = order(owner);
            }
            assertThat(status(owner, code).get("status").asString()).isNotIn("ready", "failed");

            server.kill();
            server.start();

            JsonNode end = EndToEndTests.awaitEnd(owner, code);
            assertThat(end.get("status").asString()).as(end + server.log()).isEqualTo("ready");
            assertThat(balance(owner)).isEqualTo(before - 250);
            JsonNode usage = owner.get("/v1/usage").body().get("data");
            long sum = 0;
            for (JsonNode row : usage) {
                sum += row.get("balance_change").asLong();
            }
            assertThat(sum).isEqualTo(before - 250);
            assertThat(owner.get("/v1/agent/" + code + "/model/download?redirect=false").status()).isEqualTo(200);
        }
    }

    @Test
    void aServerWhoseDatabaseEndsByItselfEndsTooAndStartsAgain() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, Map.of("LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.start();
            for (String its : List.of("uploads", "work", "postgres-bin", "postgres")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("var/" + its))))
                        .as(its).isEqualTo("rwx------");
            }

            server.killDatabase();

            assertThat(server.exitCode()).as(server.log()).isEqualTo(1);
            assertThat(server.log().lines().filter(line -> line.contains("ended by itself"))).hasSize(1);
            server.start();
            server.stop();
            assertThat(server.log().lines().filter(line -> line.contains("ended by itself"))).hasSize(1);
        }
    }

    @Test
    void whoIsBeingAnsweredWhenTheServerIsToldToEndStillHasItsDatabase() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, Map.of("LIKENESS_GENERATION_SHOWCASE", "false"))) {
            server.start();
            String secret = Files.readString(folder.resolve("var/api-secret")).trim();
            byte[] body = "{\"fingerprint\":\"f\"}".getBytes(StandardCharsets.UTF_8);
            URI origin = URI.create(server.origin());
            try (Socket client = new Socket(origin.getHost(), origin.getPort())) {
                client.getOutputStream().write("""
                        POST /v1/runtime-tokens/request HTTP/1.1\r
                        Host: localhost\r
                        api-secret: %s\r
                        Content-Type: application/json\r
                        Expect: 100-continue\r
                        Connection: close\r
                        Content-Length: %d\r
                        \r
                        """.formatted(secret, body.length).getBytes(StandardCharsets.UTF_8));
                // So it is read, and waited for.
                String goOn = "HTTP/1.1 100 \r\n\r\n";
                assertThat(client.getInputStream().readNBytes(goOn.length())).asString().isEqualTo(goOn);
                client.getOutputStream().write(body, 0, 5);
                server.tellToEnd();
                await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20))
                        .until(() -> server.log().contains("Commencing graceful shutdown"));
                client.getOutputStream().write(body, 5, body.length - 5);
                String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).as(server.log()).startsWith("HTTP/1.1 200");
            }
            server.stop();
            assertThat(folder.resolve("var/postgres/postmaster.pid")).doesNotExist();
        }
    }

    private static String order(Client owner) {
        return owner.post("/v1/agent/generate", """
                {"model": "essence-1", "image": "%s"}
                """.formatted(Pictures.dataUri(Pictures.portrait()))).body().get("agent_id").asString();
    }

    private static boolean isHalfway(Client owner, String code) {
        JsonNode status = await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50))
                .until(() -> status(owner, code), one -> one.get("progress").asDouble() >= 0.2);
        return !status.get("status").asString().equals("ready");
    }

    private static JsonNode status(Client client, String code) {
        return client.get("/v1/agent/status/" + code).body().get("data");
    }

    private static long balance(Client client) {
        return client.get("/v1/me").body().at("/data/credit_balance").asLong();
    }
}
