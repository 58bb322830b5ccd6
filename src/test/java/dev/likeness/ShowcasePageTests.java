package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The link of the first start: whoever follows it meets an avatar, as soon as there is one. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.limits.factor=1000", "likeness.sandbox.enabled=true",
        "likeness.data-dir=target/showcase-page", "likeness.tts.espeak=",
        "likeness.job.worker-models=essence-1,expression-2", "likeness.job.worker-keys=" + WorkerServer.KEY})
@Import(TestDatabase.Fresh.class)
class ShowcasePageTests {

    @LocalServerPort
    private int port;

    @Test
    void anybodyMeetsTheReadyMadeAvatarWhichPaysForItself() {
        String origin = "http://localhost:" + port;
        Client nobody = new Client(origin, "");
        HttpResponse<byte[]> early = nobody.bytes("GET", origin + "/embed/A00SHW0001");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Refresh")).contains("2");

        WorkerHand worker = new WorkerHand(origin);
        worker.build(worker.claimed("essence-1"));

        assertThat(nobody.bytes("GET", origin + "/embed/A00SHW0001").statusCode()).isEqualTo(200);
        try (Visitor visitor = Visitor.in(origin, "A00SHW0001", "")) {
            assertThat(visitor.session()).isNotEmpty();
        }
    }
}
