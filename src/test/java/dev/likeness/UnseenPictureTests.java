package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * A picture that could not be had when it was sent and shows no human, and a model that is left to a worker outside:
 * the look that is left open is had before the worker hears of the job (CONTRACT 3.1).
 */
@WorkerServer
class UnseenPictureTests {

    private static final String CARTOON = "Image processing failed: essence-2 requires a photorealistic human subject; "
            + "this image looks like it shows no human face — use expression-2";

    @LocalServerPort
    private int port;

    private final AtomicBoolean asked = new AtomicBoolean();
    private HttpServer host;
    private String picture;

    @BeforeEach
    void openHost() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", exchange -> {
            try (exchange; OutputStream body = exchange.getResponseBody()) {
                byte[] coffee = Pictures.coffee();
                if (asked.getAndSet(true)) {
                    exchange.sendResponseHeaders(200, coffee.length);
                    body.write(coffee);
                } else {
                    exchange.sendResponseHeaders(503, -1);
                }
            }
        });
        host.start();
        picture = "http://localhost:" + host.getAddress().getPort() + "/me.png";
    }

    @AfterEach
    void close() {
        host.stop(0);
    }

    @Test
    void essence2IsRefundedInsteadOfGivenAway() {
        try (Workshop shop = new Workshop(port)) {
            String code = order(shop, "essence-2");
            assertThat(shop.balance()).isEqualTo(9_500);
            assertNothingIsGivenAway(shop);
            assertFailed(shop, code, CARTOON);
            assertThat(shop.usage()).containsExactly("credit_refund_agent_generation_essence_2",
                    "agent_generation_essence_2", "credit_grant_topup");
            assertThat(shop.balance()).isEqualTo(10_000);
        }
    }

    @Test
    void autoIsBilledForWhatItRoutesToAndGivenToAWorkerForThat() {
        try (Workshop shop = new Workshop(port)) {
            String code = order(shop, "auto");
            assertThat(shop.balance()).isEqualTo(9_500);
            assertNothingIsGivenAway(shop);
            assertThat(shop.agent(code).get("model").asString()).isEqualTo("expression-2");
            assertThat(shop.status(code).get("status").asString()).isEqualTo("generating");
            assertThat(shop.usage()).containsExactly("agent_generation_expression_2",
                    "credit_refund_agent_generation_essence_2", "agent_generation_essence_2", "credit_grant_topup");
            assertThat(shop.balance()).isEqualTo(8_000);
            JsonNode job = shop.worker.claimed("expression-2");
            assertThat(job.get("agent_code").asString()).isEqualTo(code);
            assertThat(job.get("inputs").valueStream().map(input -> input.get("name").asString()))
                    .containsExactly("image");
            assertThat(shop.client.delete("/v1/agent/" + code).status()).isEqualTo(200);
            assertThat(shop.balance()).isEqualTo(10_000);
        }
    }

    /** The refusal of the second charge must not undo the refund of the first, which is the same transaction's. */
    @Test
    void autoWhoseCreditsDoNotCoverExpression2FailsAndIsRefundedInFull() {
        try (Workshop shop = new Workshop(port, 1_999)) {
            String code = order(shop, "auto");
            assertThat(shop.balance()).isEqualTo(1_499);
            assertNothingIsGivenAway(shop);
            assertFailed(shop, code,
                    CARTOON + " (Insufficient balance: this needs 2000 credits, the balance is 1999)");
            assertThat(shop.balance()).isEqualTo(1_999);
        }
    }

    private String order(Workshop shop, String model) {
        return shop.order("{\"model\": \"" + model + "\", \"image\": \"" + picture + "\"}");
    }

    private static void assertNothingIsGivenAway(Workshop shop) {
        assertThat(shop.worker.claim("{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 0}").body()
                .get("job").isNull()).isTrue();
    }

    private static void assertFailed(Workshop shop, String code, String message) {
        assertThat(shop.status(code).get("status").asString()).isEqualTo("failed");
        assertThat(shop.status(code).get("error_message").asString()).isEqualTo(message);
    }
}
