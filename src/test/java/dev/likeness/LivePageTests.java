package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.likeness.browser.BrowserPage;
import dev.likeness.browser.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** A browser, the server, and an avatar of the real engine: what a visitor sees and hears. Pictures: target/browser. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.sandbox.enabled=true", "likeness.data-dir=target/live-page",
        "likeness.generation.showcase=false", "likeness.tts.espeak=", "likeness.job.sole-node=true",
        "likeness.limits.factor=1000"})
@Import(TestDatabase.Fresh.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePageTests {

    private static final Path PICTURES = Path.of("target/browser");
    private static final String AS_VISITORS = "--autoplay-policy=document-user-activation-required";
    private static final String BREATHES = "room.film && room.film.currentTime > 0 && document.body.dataset.state === 'live'";
    private static final String TALK = "We all know you are a wonderful teacher. Now, open the door and say hello to everybody.";

    @LocalServerPort
    private int port;

    private @Nullable Chromium browser;
    private String watch;
    private Client owner;
    private String code;
    private BrowserPage page;

    @BeforeAll
    void anAgentIsThere() throws IOException {
        browser = Chromium.open(AS_VISITORS);
        watch = Chromium.script("watch.js");
        owner = Client.ofNewAccount(server(), "business", 10_000);
        code = owner.post("/v1/agent/generate",
                "{\"model\": \"essence-1\", \"aspect_ratio\": \"1:1\", \"prompt\": \"A cheerful chef with a red beard\"}")
                .body().get("agent_id").asString();
        assertThat(EndToEndTests.awaitEnd(owner, code).get("status").asString()).isEqualTo("ready");
        assertThat(owner.post("/v1/dynamics/generate", "{\"agent_id\": \"" + code + "\", \"duration\": 2}").status())
                .isEqualTo(200);
        await().atMost(Duration.ofMinutes(4)).until(() -> !owner.get("/v1/dynamics/" + code).body()
                .at("/data/status").asString().equals("generating"));
    }

    @AfterAll
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openAWindow() {
        page = browser.page(480, 720);
        page.prepare(watch);
    }

    @AfterEach
    void closeTheWindow() {
        page.close();
        owner.post("/v1/agent/" + code, "{\"embed\": {\"allowed_origins\": []}}");
    }

    private String server() {
        return "http://localhost:" + port;
    }

    private void meet(BrowserPage where) {
        where.until("!document.getElementById('start').hidden");
        where.click("start");
        where.until(BREATHES);
    }

    private Client.Answer speak(String text) {
        return owner.post("/v1/agent/" + code + "/speak", "{\"message\": \"" + text + "\"}");
    }

    @Test
    void theMouthMovesWithTheVoiceAndRestsBeforeAndAfter() throws IOException {
        page.open(server() + "/embed/" + code);
        meet(page);
        page.picture(PICTURES.resolve("live-rest.png"));
        page.see("room.watchTile()");
        page.until("room.mouths.length > 20");

        JsonNode delivered = speak(TALK).body();
        assertThat(delivered.get("delivered_to_rooms").asInt()).isPositive();
        page.until("room.captions.some(text => text.startsWith('We all know'))");
        page.picture(PICTURES.resolve("live-speaking.png"));
        page.until("document.getElementById('caption').textContent.startsWith('Now, open')");
        page.until("room.starts.length > 1 && document.getElementById('caption').classList.contains('over')");
        page.see("room.done = room.mouths.length");
        page.until("room.mouths.length > room.done + 20");

        double fit = page.see("room.inTime(0)").asDouble();
        assertThat(fit).isGreaterThan(.3).isGreaterThan(page.see("room.inTime(.3)").asDouble())
                .isGreaterThan(page.see("room.inTime(-.3)").asDouble());
        double talking = page.see("room.furthest('while')").asDouble();
        assertThat(page.see("room.furthest('before')").asDouble()).isLessThan(talking / 3);
        assertThat(page.see("room.furthest('after')").asDouble()).isLessThan(talking / 3);
        assertThat(page.see("document.querySelector('#turns').textContent").asString()).contains("We all know");
        assertThat(page.see("room.violations.join()").asString()).isEmpty();
    }

    @Test
    void inTheSandboxWhatAVisitorWritesIsSaid() throws IOException {
        page.open(server() + "/embed/" + code);
        meet(page);
        page.see("document.getElementById('line').value = 'Good morning, everybody!'");
        page.click("send");
        page.until("document.getElementById('caption').textContent === 'Good morning, everybody!'");
        page.picture(PICTURES.resolve("live-repeats.png"));
        assertThat(page.see("document.getElementById('turns').textContent").asString())
                .contains("repeats what you write");
    }

    @Test
    void aGestureIsPlayedOnCommand() throws IOException {
        page.open(server() + "/embed/" + code);
        meet(page);

        assertThat(owner.post("/v1/agent/" + code + "/dynamics/trigger", "{\"action\": \"laugh_react\"}").body()
                .get("delivered_to_rooms").asInt()).isPositive();

        page.until("room.clip > .9");
        page.picture(PICTURES.resolve("live-laugh.png"));
        page.until("room.film.loop === true");
        assertThat(owner.post("/v1/agent/" + code + "/dynamics/trigger", "{\"action\": \"fly\"}").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCutLineHealsAndWhatWasMissedIsSaid(boolean oneWay) throws IOException {
        try (Relay line = new Relay(port)) {
            page.open(line.origin() + "/embed/" + code);
            meet(page);
            if (oneWay) {
                line.cutOneWay();
            } else {
                line.cut();
            }
            page.until("document.body.dataset.state === 'reconnecting'");
            assertThat(speak("This was said while you were away.").body().get("delivered_to_rooms").asInt())
                    .isPositive();
            line.mend();

            page.until("document.body.dataset.state === 'live'");
            page.until("document.getElementById('caption').textContent === 'This was said while you were away.'");
            page.picture(PICTURES.resolve("live-healed.png"));
        }
    }

    @Test
    void aReloadComesBackIntoTheSameRoomAndSession() throws IOException {
        page.open(server() + "/embed/" + code);
        meet(page);
        page.see("document.getElementById('line').value = 'Do you know me?'");
        page.click("send");
        page.until("document.getElementById('caption').textContent === 'Do you know me?'");
        page.until("document.getElementById('caption').classList.contains('over')");
        String before = hello();

        page.open(server() + "/embed/" + code);
        meet(page);

        assertThat(hello()).isEqualTo(before);
        speak("Of course I do.");
        page.until("document.getElementById('caption').textContent === 'Of course I do.'");
        page.picture(PICTURES.resolve("live-reloaded.png"));
        assertThat(page.see("room.starts.length").asInt()).isOne();
        assertThat(page.see("[...document.querySelectorAll('#turns :not([data-role=notice]) > .part')]"
                + ".map(one => one.textContent).join('|')").asString())
                .endsWith("Do you know me?|Do you know me?|Of course I do.");
    }

    private String hello() {
        return page.see("room.hellos.map(one => one.room_id + one.session_id + one.participant).join()").asString();
    }

    @Test
    void anAllowedPageOfAnotherOriginShowsItAndAnotherOneDoesNot() throws Exception {
        try (Shop shop = new Shop("<iframe src=\"" + server() + "/embed/" + code
                + "\" width=\"400\" height=\"560\" allow=\"autoplay; microphone\"></iframe>")) {
            owner.post("/v1/agent/" + code, "{\"embed\": {\"allowed_origins\": [\"" + shop.origin() + "\"]}}");
            BrowserPage frame = framed(shop);
            meet(frame);
            speak("I stand in somebody else's page.");
            frame.until("document.getElementById('caption').textContent === \"I stand in somebody else's page.\"");
            page.picture(PICTURES.resolve("live-framed.png"));
            assertThat(frame.see("room.sound.state").asString()).isEqualTo("running");
            page.close();

            owner.post("/v1/agent/" + code, "{\"embed\": {\"allowed_origins\": [\"https://shop.example.com\"]}}");
            openAWindow();
            framed(shop).until("location.href.startsWith('chrome-error:')");
        }
    }

    @Test
    void theWidgetOpensFromItsBubble() throws Exception {
        try (Shop shop = new Shop("<script src=\"" + server() + "/embed/widget.js\" data-agent=\"" + code
                + "\"></script>")) {
            BrowserPage frame = framed(shop);
            frame.until("document.body.dataset.layout === 'bubble'");
            page.picture(PICTURES.resolve("live-bubble.png"));
            meet(frame);
            speak("Hello from the corner.");
            frame.until("document.getElementById('caption').textContent === 'Hello from the corner.'");
            page.picture(PICTURES.resolve("live-widget.png"));
        }
    }

    private BrowserPage framed(Shop shop) throws InterruptedException {
        page.watchFrames();
        page.go(shop.origin() + "/");
        BrowserPage frame = browser.frame();
        frame.prepare(watch);
        frame.run();
        return frame;
    }

    /** Somebody else's page. */
    private static final class Shop implements AutoCloseable {

        private final HttpServer server;

        Shop(String body) throws IOException {
            byte[] page = ("<!doctype html><title>shop</title><link rel=icon href=data:,><h1>A shop</h1>" + body)
                    .getBytes(StandardCharsets.UTF_8);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
        }

        String origin() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
