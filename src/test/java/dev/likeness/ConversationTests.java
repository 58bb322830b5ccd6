package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.ModelServer.Asked;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Visitors who talk with an agent that somebody thinks for; a model's server that a test speaks for. */
class ConversationTests extends WithVisitor {

    private static final ModelServer MODEL = new ModelServer();

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry settings) {
        settings.add("likeness.conversation.chat.url", () -> MODEL.url() + "/chat/completions");
        settings.add("likeness.conversation.chat.api-key", () -> "sk-chat");
        settings.add("likeness.conversation.chat.model", () -> "thinker");
        // Long enough that a model whose test stands still for a while has not fallen silent.
        settings.add("likeness.conversation.patience", () -> "15s");
        settings.add("likeness.conversation.browser-recognition", () -> "true");
    }

    @AfterAll
    static void stop() {
        MODEL.close();
    }

    @Override
    ModelServer model() {
        return MODEL;
    }

    @Override
    String query() {
        return "?end_user_id=user-7";
    }

    @Test
    void theFirstSentenceIsSpokenWhileTheModelWritesOn() {
        assertThat(visitor.hello.get("listens").asBoolean()).isFalse();
        assertThat(visitor.hello.get("recognizes").asBoolean()).isTrue();
        visitor.say("line-1", "Hello there");
        Asked asked = MODEL.chat();
        assertThat(asked.header("Authorization")).isEqualTo("Bearer sk-chat");
        assertThat(asked.header("X-LiveKit-Room-ID")).isEqualTo(visitor.room());
        JsonNode body = asked.json();
        assertThat(body.get("model").asString()).isEqualTo("thinker");
        assertThat(body.get("user").asString()).isEqualTo("user-7");
        assertThat(body.get("stream").asBoolean()).isTrue();
        String prompt = shop.agent(code).get("system_prompt").asString();
        assertThat(prompt).isNotEmpty();
        assertThat(asked.messages()).startsWith("system: " + prompt).endsWith("user: Hello there\n");

        asked.say("Good ").say("day. And");
        JsonNode first = answering();
        assertThat(first.get("text").asString()).isEqualTo("Good day.");
        assertThat(visitor.sentence().head().get("text").asString()).isEqualTo("Good day.");

        asked.say(" how are you?").done();
        JsonNode second = answering();
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(second.get("seq").asInt()).isEqualTo(1);
        assertThat(visitor.sentence().head().get("text").asString()).isEqualTo("And how are you?");
        patiently().untilAsserted(() -> assertThat(transcript()).containsExactly("user: Hello there",
                "assistant: Good day. And how are you?"));
    }

    @Test
    void theModelKnowsWhatWasSaidAndWhatTheOwnerTold() {
        order("add-context", "{\"context\": \"The visitor's cart holds a red teapot.\"}");
        order("speak", "{\"message\": \"Welcome to the shop.\"}");
        heardAll();
        visitor.say("line-1", "What is in it?");
        MODEL.chat().say("A teapot.").done();
        heardAll();
        visitor.say("line-2", "Which colour?");
        assertThat(MODEL.chat().messages()).contains("The visitor's cart holds a red teapot.")
                .contains("assistant: Welcome to the shop.\nuser: What is in it?\nassistant: A teapot.\n")
                .endsWith("user: Which colour?\n");
    }

    @Test
    void aNewTurnBreaksOffTheAnswer() {
        visitor.say("line-1", "Tell me a story");
        Asked story = MODEL.chat();
        story.say("Once upon a time there was a king who had three daughters and a very large garden. Then");
        visitor.sentence();
        visitor.say("line-2", "Stop. What time is it?");
        JsonNode clear = visitor.message("clear");
        assertThat(clear.get("said").isEmpty()).isFalse();
        patiently().until(story::isLeft);
        Asked time = MODEL.chat();
        assertThat(time.messages()).doesNotContain("large garden").endsWith("Stop. What time is it?\n");
        time.say("It is noon.").done();
        assertThat(visitor.sentence().head().get("text").asString()).isEqualTo("It is noon.");
        patiently().untilAsserted(() -> assertThat(transcript()).last().isEqualTo("assistant: It is noon."));
        assertThat(String.join("\n", transcript())).doesNotContain("large garden").contains("user: Tell me a story");
    }

    @Test
    void ofTwoWhoSpeakAtOnceTheLaterOneIsAnswered() throws Exception {
        String token = shop.client.post("/v1/embed-tokens/request",
                "{\"agent_id\": \"" + code + "\", \"fingerprint\": \"f\"}").body().at("/data/token").asString();
        visitor.close();
        visitor = Visitor.in(shop.origin, code, "?token=" + token);
        try (Visitor second = Visitor.in(shop.origin, code, "?token=" + token)) {
            AtOnce.run(2, n -> {
                (n == 0 ? visitor : second).say("line-" + n, "Me!");
                return n;
            });
            // The first question may be taken back before it is asked.
            Asked asked = MODEL.chat();
            if (!asked.messages().endsWith("Me!\nMe!\n")) {
                patiently().until(asked::isLeft);
                asked = MODEL.chat();
            }
            asked.say("Hello, both of you.").done();
            assertThat(visitor.sentence().head().get("text").asString()).isEqualTo("Hello, both of you.");
            assertThat(second.sentence().head().get("text").asString()).isEqualTo("Hello, both of you.");
        }
    }

    @Test
    void whoWantsQuietGetsIt() {
        visitor.say("line-1", "Tell me a story");
        Asked story = MODEL.chat();
        story.say("Once upon a time there was a king who had three daughters and a very large garden. Then");
        visitor.sentence();
        visitor.tell("{\"type\": \"interrupt\"}");
        visitor.message("clear");
        patiently().until(story::isLeft);
        visitor.heardNothing();
        // Nobody thinks and nothing is said: there is nothing to break off.
        visitor.tell("{\"type\": \"interrupt\"}");
        visitor.heardNothing();
        visitor.say("line-2", "And now?");
        MODEL.chat().say("Now I go on.").done();
        assertThat(visitor.speech().getFirst().head().get("text").asString()).isEqualTo("Now I go on.");
    }

    static Stream<Named<Consumer<Asked>>> failures() {
        return Stream.of(Named.of("refuses", asked -> asked.answer(401, "application/json", "{\"error\": \"no\"}")),
                Named.of("fails", asked -> asked.answer(500, "text/plain", "oops")),
                Named.of("writes a page", asked -> asked.answer(200, "text/html", "<html>Hello</html>")),
                Named.of("writes no JSON", asked -> asked.event("{nonsense")),
                Named.of("says an error", asked -> asked.event("{\"error\": {\"message\": \"full\"}}")),
                Named.of("is empty", Asked::done),
                Named.of("goes away", Asked::vanish),
                Named.of("breaks off", asked -> {
                    asked.say("Well");
                    asked.vanish();
                }),
                Named.of("falls silent", asked -> asked.say("Well")),
                Named.of("never answers", _ -> {
                }));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whereTheModelFailsTheVisitorIsToldOnceAndMayTryAgain(Consumer<Asked> fails) {
        visitor.say("line-1", "Hello?");
        fails.accept(MODEL.chat());
        assertThat(visitor.message("notice").get("text").asString()).contains("cannot think of an answer");
        visitor.heardNothing();
        visitor.say("line-2", "Hello again?");
        MODEL.chat().answer(200, "application/json",
                "{\"choices\": [{\"message\": {\"content\": \"<think>He is back.</think> Here I am.\"}}]}");
        assertThat(visitor.speech().getFirst().head().get("text").asString()).isEqualTo("Here I am.");
    }

    @Test
    void whatTheModelThinksIsNotSaid() {
        visitor.say("line-1", "Hello");
        MODEL.chat().event("{\"choices\":[]}").write(": nothing yet\n\n").say("<th").say("ink>Hmm. Who")
                .say(" is it?</thi")
                .say("nk>").say("\n\nHello. ").say("You.").done();
        assertThat(answering().get("text").asString()).isEqualTo("Hello.");
        assertThat(answering().get("text").asString()).isEqualTo("You.");
        visitor.say("line-2", "Is a < b?");
        MODEL.chat().say("<").say("tt> is").event("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
        assertThat(answering().get("text").asString()).isEqualTo("<tt> is");
    }

    @Test
    void anEndlessAnswerHasAnEnd() {
        visitor.say("line-1", "Talk");
        Asked asked = MODEL.chat();
        patiently().until(() -> {
            try {
                asked.say("Words and words and words and no full stop ".repeat(10));
                return false;
            } catch (UncheckedIOException _) {
                return true;
            }
        });
        patiently().untilAsserted(() -> assertThat(transcript()).last().asString().startsWith("assistant: Words")
                .hasSizeBetween(4_000, 5_012));
        visitor.tell("{\"type\": \"interrupt\"}");
        visitor.message("clear");
        patiently().untilAsserted(() -> assertThat(String.join("", transcript())).hasSizeLessThan(1_000));
    }

    @Test
    void nothingOfABrokenSpeechComesBehindItsEnd() throws Exception {
        Set<String> going = new HashSet<>();
        for (int round = 0; round < 8; round++) {
            CompletableFuture<?> orders = CompletableFuture.runAsync(() -> atOnce(4,
                    _ -> order("speak", "{\"message\": \"Yes. And so on. And on. And on.\"}")));
            assertThat(until(Visitor.Heard.class::isInstance, going)).isInstanceOf(Visitor.Heard.class);
            orders.join();
            CompletableFuture<?> more = CompletableFuture.runAsync(() -> atOnce(3, n -> {
                if (n == 0) {
                    visitor.tell("{\"type\": \"interrupt\"}");
                } else {
                    order("speak", "{\"message\": \"One more. And so on.\"}");
                }
            }));
            until(one -> one instanceof JsonNode message && message.get("type").asString().equals("clear"), going);
            more.join();
        }
    }

    private static void atOnce(int hands, IntConsumer hand) {
        try {
            AtOnce.run(hands, n -> {
                hand.accept(n);
                return n;
            });
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What comes until then: every sentence is one of a speech that was begun and not broken off. */
    private Object until(Predicate<Object> end, Set<String> going) {
        while (true) {
            Object one = visitor.next();
            if (one instanceof Visitor.Heard heard) {
                assertThat(going).contains(heard.head().get("id").asString());
            } else if (one instanceof JsonNode message && message.get("type").asString().equals("turn")) {
                going.add(message.get("id").asString());
            } else if (one instanceof JsonNode message && message.get("type").asString().equals("clear")) {
                going.clear();
            }
            if (end.test(one)) {
                return one;
            }
        }
    }

    @Test
    void aKeywordFiresItsGestureOnce() {
        jdbc.sql(
                """
                        insert into dynamics (account_id, agent_code, status, duration, clips, settings, created_at, updated_at)
                        select account_id, code, 'ready', 2, '{"laugh": "public/clips/laugh.mp4", "nod": "public/clips/nod.mp4"}',
                            '{"keywords": {"funny": "laugh", "yes": "nod"}}', now(), now() from agent where code = :code
                        """)
                .param("code", code).update();
        visitor.close();
        visitor = Visitor.in(shop.origin, code, "");
        assertThat(visitor.hello.at("/gestures/laugh").asString()).endsWith("public/clips/laugh.mp4");
        visitor.say("line-1", "Say something funny");
        assertThat(visitor.message("gesture").get("action").asString()).isEqualTo("laugh");
        Asked asked = MODEL.chat();
        asked.say("Yes. ").say("Yes! Well");
        assertThat(visitor.message("gesture").get("action").asString()).isEqualTo("nod");
        asked.done();
        order("speak", "{\"message\": \"That was funny.\"}");
        assertThat(visitor.message("gesture").get("action").asString()).isEqualTo("laugh");
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    /** The visitor listens to the end. */
    private void heardAll() {
        JsonNode last = visitor.speech().getLast().head();
        visitor.tell("{\"type\": \"playback\", \"id\": \"" + last.get("id").asString()
                + "\", \"state\": \"finished\"}");
    }

    private JsonNode answering() {
        JsonNode turn = visitor.message("turn");
        return turn.get("role").asString().equals("agent") ? turn : answering();
    }

    private void order(String what, String body) {
        Client.Answer answer = shop.client.post("/v1/agent/" + code + "/" + what, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private List<String> transcript() {
        String user = shop.client.get("/v1/me").body().at("/data/user_id").asString();
        return shop.client.get("/v2/" + user + "/runtime-sessions/" + visitor.session() + "/messages").body()
                .at("/data/messages").valueStream()
                .map(line -> line.get("role").asString() + ": " + line.get("message").asString()).toList();
    }
}
