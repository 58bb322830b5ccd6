package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whatever one answer shows is of one moment: read again and again while somebody else moves what it shows. */
@WholeServer
class OneSnapshotTests {

    private static final int READS = 150;

    @LocalServerPort
    private int port;
    @Autowired
    private JdbcClient jdbc;

    private Client me;
    private Client operator;
    private UUID id;

    @BeforeEach
    void openAccount() {
        String origin = "http://localhost:" + port;
        me = Client.ofNewAccount(origin, "pro", 1000);
        operator = Client.bearing(origin, WholeServer.OPERATOR);
        id = UUID.fromString(me.get("/v1/me").body().at("/data/user_id").asString());
    }

    @Test
    void aPlanIsShownWithItsOwnCredits() throws Exception {
        IntConsumer changes = n -> jdbc.sql("select plan_change(:id, :plan)").param("id", id)
                .param("plan", n % 2 == 0 ? "enterprise" : "free").query(String.class).single();
        changes.accept(0);
        whileSomebody(Integer.MAX_VALUE, n -> changes.accept(n + 1), () -> {
            JsonNode data = me.get("/v1/me").body().get("data");
            assertThat(data.get("plan_credits_remaining").asLong())
                    .isEqualTo(data.get("plan_code").asString().equals("membership_free") ? 99 : 250_000);
            JsonNode summary = me.get("/v2/credit-summaries").body().get("data");
            assertThat(summary.get("plan_credits").asLong())
                    .isEqualTo(summary.get("is_enterprise").asBoolean() ? 250_000 : 99);
        });
    }

    @Test
    void aPageOfMovementsKnowsHowManyThereAre() throws Exception {
        whileSomebody(150, this::grant, () -> {
            assertThatAPageIsWhole(me.get("/v1/usage?limit=200"));
            assertThatAPageIsWhole(operator.get("/operator/accounts/" + id + "/entries?limit=200"));
        });
    }

    @Test
    void aPageOfAccountsKnowsHowManyThereAre() throws Exception {
        String email = id + "@example.com";
        whileSomebody(150, n -> jdbc.sql("""
                with opened as (
                    insert into account (account_id, email, plan, created_at)
                    values (gen_random_uuid(), :email, 'free', installation_now()) returning account_id)
                insert into wallet (account_id) select account_id from opened
                """).param("email", email).update(),
                () -> assertThatAPageIsWhole(operator.get("/operator/accounts?limit=200&email=" + email)));
    }

    @Test
    void theTotalsOfSessionsAreThoseOfTheList() throws Exception {
        whileSomebody(100, n -> {
            String session = me.post("/v1/runtime-tokens/request", "{\"fingerprint\":\"f" + n + "\"}").body()
                    .at("/data/session_id").asString();
            me.post("/v1/runtime-sessions/" + session + "/end", "");
        }, () -> {
            JsonNode data = me.get("/v2/" + id + "/runtime-sessions?limit=200").body().get("data");
            int live = 0;
            long rate = 0;
            long credits = 0;
            for (JsonNode row : data.get("sessions")) {
                live += row.get("status").asString().equals("live") ? 1 : 0;
                rate += row.get("burn_rate_cr_per_min").asLong();
                credits += row.get("credits").asLong();
            }
            assertThat(List.of(data.get("active_count").asLong(), data.get("live_burn_rate_cr_per_min").asLong(),
                    data.get("credits_this_hour").asLong())).isEqualTo(List.of((long) live, rate, credits));
        });
    }

    @Test
    void aGrantAnswersTheBalanceThatItMade() throws Exception {
        List<Long> balances = AtOnce.run(40, n -> operator.post("/operator/accounts/" + id + "/grant",
                "{\"credits\":1,\"reference\":\"r" + n + "\"}").body().at("/data/balance/reward").asLong());
        assertThat(balances).doesNotHaveDuplicates();
    }

    private void grant(int number) {
        jdbc.sql("select ledger_grant(:id, :reference, 'reward', 1, 'test')").param("id", id)
                .param("reference", "more:" + number).query(Boolean.class).single();
    }

    /** @param moves at most so many, numbered from 0 */
    private static void whileSomebody(int moves, IntConsumer move, Runnable read) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtOnce.run(List.of(() -> {
            for (int n = 0; n < moves && !over.get(); n++) {
                move.accept(n);
            }
            return null;
        }, () -> {
            try {
                for (int n = 0; n < READS; n++) {
                    read.run();
                }
            } finally {
                over.set(true);
            }
            return null;
        }));
    }

    private static void assertThatAPageIsWhole(Client.Answer answer) {
        List<JsonNode> rows = new ArrayList<>();
        answer.body().get("data").forEach(rows::add);
        assertThat(rows).hasSize(answer.body().at("/pagination/total").asInt());
    }
}
