package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Two nodes on one database. */
@RoomServer
class TwoNodesTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcConnectionDetails database;
    @Autowired
    private ObjectStore store;

    @Test
    void whatIsSpokenOnOneNodeIsHeardOnTheOtherAndVisitorsMoveWhenItStops() {
        Workshop shop = new Workshop(port);
        String code = shop.ready("essence-2");
        String query = "?token=" + shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + code + "\", \"fingerprint\": \"f\"}").body().at("/data/token").asString();
        Visitor there;
        long paid;
        try (ConfigurableApplicationContext other = node()) {
            String origin = "http://localhost:" + other.getEnvironment().getProperty("local.server.port");
            there = Visitor.in(origin, code, query);
            paid = shop.balance();
            try (Visitor here = Visitor.in(shop.origin, code, query)) {
                assertThat(here.session()).isEqualTo(there.session());
                JsonNode delivered = shop.client
                        .post("/v1/agent/" + code + "/speak", "{\"message\": \"Heard on both.\"}").body();
                assertThat(delivered.get("delivered_to_rooms").asInt()).isEqualTo(1);
                assertThat(there.speech()).hasSize(1);
                assertThat(here.speech().getFirst().pcm()).isNotEmpty();
                there.heardNothing();
                here.heardNothing();
                here.say("line-1", "Who is here?");
                assertThat(there.message("turn").get("text").asString()).isEqualTo("Who is here?");
                shop.client.post("/v1/agent/" + code + "/speak",
                        "{\"message\": \"This is so long a sentence that it can be broken off by anybody.\"}");
                here.sentence();
                there.sentence();
                there.tell("{\"type\": \"interrupt\"}");
                assertThat(here.message("clear").get("said").size()).isEqualTo(1);
                assertThat(there.message("clear").get("said").size()).isEqualTo(1);
            }
        }
        assertThat(there.closed.join()).isEqualTo(1012);
        try (Visitor moved = Visitor.in(shop.origin, code, query + "&participant=" + there.participant())) {
            assertThat(moved.session()).isEqualTo(there.session());
            assertThat(moved.participant()).isEqualTo(there.participant());
            assertThat(shop.balance()).isEqualTo(paid);
        }
        shop.close();
    }

    @Test
    void whatOneNodeHasMadeOfAPortraitTheOtherFinds() {
        Workshop shop = new Workshop(port);
        String code = shop.order("{\"prompt\": \"A baker\", \"aspect_ratio\": \"1:1\"}");
        EndToEndTests.awaitEnd(shop.client, code);
        String made;
        try (Visitor here = Visitor.in(shop.origin, code, "")) {
            made = here.hello.at("/avatar/sha256").asString();
        }
        List<StoredObject> files = sessionFiles(code);
        assertThat(files).extracting(StoredObject::sha256).containsExactly(made);
        try (ConfigurableApplicationContext other = node()) {
            String origin = "http://localhost:" + other.getEnvironment().getProperty("local.server.port");
            try (Visitor there = Visitor.in(origin, code, "")) {
                assertThat(there.hello.at("/avatar/sha256").asString()).isEqualTo(made);
            }
        }
        assertThat(sessionFiles(code)).isEqualTo(files);
        shop.close();
    }

    private List<StoredObject> sessionFiles(String code) {
        List<StoredObject> files = new ArrayList<>();
        store.list("accounts", listed -> {
            if (listed.key().contains("/" + code + "/") && listed.key().contains("/expression-1-")) {
                files.add(store.find(listed.key()).orElseThrow());
            }
        });
        return files;
    }

    private ConfigurableApplicationContext node() {
        return new SpringApplicationBuilder(Likeness.class).run("--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(), "--spring.datasource.username=postgres",
                "--likeness.sandbox.enabled=true", "--likeness.data-dir=target/room-server",
                "--likeness.generation.showcase=false", "--likeness.tts.espeak=", "--likeness.limits.factor=1000",
                "--likeness.job.worker-models=essence-1,essence-2,expression-2",
                "--likeness.job.worker-keys=" + WorkerServer.KEY, "--likeness.operator.token=" + WholeServer.OPERATOR);
    }
}
