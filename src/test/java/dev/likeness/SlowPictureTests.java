package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A host that gives its picture only once the creation was answered (CONTRACT 3.1): the build looks at the subject. */
@WholeServer
class SlowPictureTests {

    private static final String CARTOON = "Image processing failed: essence-2 requires a photorealistic human subject; "
            + "this image looks like it shows no human face — use expression-2";

    @LocalServerPort
    private int port;

    private final CountDownLatch answered = new CountDownLatch(1);
    private HttpServer host;
    private String picture;
    private Workshop shop;

    @BeforeEach
    void openHost() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        host.createContext("/", exchange -> {
            try (exchange; OutputStream body = exchange.getResponseBody()) {
                boolean _ = answered.await(1, TimeUnit.MINUTES);
                byte[] coffee = Pictures.coffee();
                exchange.sendResponseHeaders(200, coffee.length);
                body.write(coffee);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        host.start();
        picture = "http://localhost:" + host.getAddress().getPort() + "/me.png";
        shop = new Workshop(port);
    }

    @AfterEach
    void close() {
        shop.close();
        host.stop(0);
    }

    @Test
    void essence2IsAnsweredBeforeAndRefundedWhenThePictureShowsNoHuman() {
        JsonNode answer = shop.ordered("{\"model\": \"essence-2\", \"image\": \"" + picture + "\"}");
        assertThat(answer.get("status").asString()).isEqualTo("processing");
        assertThat(shop.balance()).isEqualTo(9_500);
        answered.countDown();
        String code = answer.get("agent_id").asString();
        await().atMost(Duration.ofMinutes(3)).until(() -> shop.status(code).get("status").asString().equals("failed"));
        assertThat(shop.status(code).get("error_message").asString()).isEqualTo(CARTOON);
        assertThat(shop.balance()).isEqualTo(10_000);
    }
}
