package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Idempotency-Key (CONTRACT 1.6) as clients meet it, on the whole server. */
@WholeServer
class RepeatedRequestTests {

    /** Fails its build soon, and costs 250 before. */
    private static final String BODY = "{\"model\": \"essence-1\", \"image\": \"bm90IGEgcGljdHVyZQ==\"}";

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;
    private String origin;
    private Client client;

    @BeforeEach
    void openAccount() {
        origin = "http://localhost:" + port;
        client = Client.ofNewAccount(origin, "business", 1_000);
    }

    @Test
    void aHundredTwinsMakeOneAgentChargedOnceAndHearTheSame() throws Exception {
        List<Callable<Client.Answer>> twins = Collections.nCopies(100, () -> generate(client, "twin", BODY));
        List<Client.Answer> answers = AtOnce.run(twins);
        List<Client.Answer> early = answers.stream().filter(answer -> answer.status() != 200).toList();
        assertThat(early).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(409);
            assertThat(answer.body().at("/error/code").asString()).isEqualTo("IDEMPOTENCY_IN_FLIGHT");
            assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("1");
        });
        // Who was told to come again hears in the end what the others heard.
        List<Client.Answer> told = new ArrayList<>(answers.stream().filter(answer -> answer.status() == 200).toList());
        early.forEach(answer -> told.add(generate(client, "twin", BODY)));
        assertThat(told).extracting(Client.Answer::body).containsOnly(told.getFirst().body());
        assertThat(told).extracting(Client.Answer::status).containsOnly(200);
        assertThat(told).filteredOn(answer -> !replayed(answer)).hasSize(1);
        assertThat(charges()).isOne();
        assertThat(agents()).isOne();
    }

    @Test
    void aRepeatIsTheFirstAnswerVerbatimAndSaysSo() {
        Client.Answer first = generate(client, "k", BODY);
        Client.Answer again = generate(client, "k", "{\"image\":\"bm90IGEgcGljdHVyZQ==\",\"model\":\"essence-1\"}");
        assertThat(replayed(first)).isFalse();
        assertThat(replayed(again)).isTrue();
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(charges()).isOne();
    }

    /** As if another release had given it. */
    @Test
    void anAnswerThatWouldBeWrittenOtherwiseTodayIsRepeatedByteForByte() {
        generate(client, "k", BODY);
        String stored = "{\"agent_id\": \"A00OLD0001\",  \"success\":true,\"message\":\"née\",\"status\":\"processing\"}";
        jdbc.sql("update idempotency_record set answer = :answer where account_id = :id::uuid")
                .param("answer", stored).param("id", userId(client)).update();
        Client.Answer again = generate(client, "k", BODY);
        assertThat(again.status()).isEqualTo(200);
        assertThat(replayed(again)).isTrue();
        assertThat(again.response().headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(again.response().body()).isEqualTo(stored);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefusedWithoutEffect() {
        generate(client, "k", BODY);
        Client.Answer other = generate(client, "k", "{\"model\": \"essence-1\", \"prompt\": \"Somebody else\"}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().at("/error/code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(charges()).isOne();
        assertThat(agents()).isOne();
    }

    @Test
    void theSameKeyOfAnotherAccountIsAnotherAgent() {
        String mine = generate(client, "k", BODY).body().get("agent_id").asString();
        Client.Answer theirs = generate(Client.ofNewAccount(origin, "business", 1_000), "k", BODY);
        assertThat(replayed(theirs)).isFalse();
        assertThat(theirs.body().get("agent_id").asString()).isNotEqualTo(mine);
    }

    @Test
    void aRefusalIsNotStoredSoTheKeyWorksOnceItIsCovered() {
        Client poor = Client.ofNewAccount(origin, "business", 249);
        for (int i = 0; i < 2; i++) {
            Client.Answer refused = generate(poor, "k", BODY);
            assertThat(refused.status()).isEqualTo(402);
            assertThat(replayed(refused)).isFalse();
        }
        jdbc.sql("select ledger_grant(:id::uuid, 'more', 'topup', 1, 'test')").param("id", userId(poor))
                .query(Boolean.class).single();
        Client.Answer made = generate(poor, "k", BODY);
        assertThat(made.status()).isEqualTo(200);
        assertThat(replayed(made)).isFalse();
        assertThat(replayed(generate(poor, "k", BODY))).isTrue();
    }

    @Test
    void keysHaveOneTo255Characters() {
        for (String key : List.of("", "k".repeat(256))) {
            Client.Answer refused = generate(client, key, BODY);
            assertThat(refused.status()).as("%d characters", key.length()).isEqualTo(400);
            assertThat(refused.body().at("/error/code").asString()).isEqualTo("VALIDATION_ERROR");
        }
        assertThat(charges()).isZero();
        assertThat(generate(client, "k".repeat(255), BODY).status()).isEqualTo(200);
    }

    @Test
    void aKeyIsKeptForADayOfTheInstallationsClock() {
        String first = generate(client, "k", BODY).body().get("agent_id").asString();
        pass(86_390);
        assertThat(generate(client, "k", BODY).body().get("agent_id").asString()).isEqualTo(first);
        pass(20);
        Client.Answer next = generate(client, "k", BODY);
        assertThat(replayed(next)).isFalse();
        // The derived one is taken.
        assertThat(next.body().get("agent_id").asString()).isNotEqualTo(first);
        assertThat(charges()).isEqualTo(2);
    }

    private Client.Answer generate(Client who, String key, String body) {
        return who.post("/v1/agent/generate", body, "Idempotency-Key", key);
    }

    private static boolean replayed(Client.Answer answer) {
        return answer.response().headers().firstValue("Idempotency-Replayed").orElse("").equals("true");
    }

    private void pass(int seconds) {
        assertThat(new Client(origin, "").post("/sandbox/clock", "{\"advance_seconds\": " + seconds + "}").status())
                .isEqualTo(200);
    }

    private static String userId(Client who) {
        return who.get("/v1/me").body().at("/data/user_id").asString();
    }

    private int charges() {
        return jdbc.sql("select count(*) from ledger_entry where account_id = :id::uuid and kind = 'charge'")
                .param("id", userId(client)).query(Integer.class).single();
    }

    private int agents() {
        return jdbc.sql("select count(*) from agent where account_id = :id::uuid").param("id", userId(client))
                .query(Integer.class).single();
    }
}
