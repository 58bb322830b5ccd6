package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
    /** Rows of the largest page. */
    private static final int LIMIT = 200;
    /** Moves a read, so that there is always one and the database does not grow without end. */
    private static final int BUSY = 20;

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
        whileSomebody(BUSY, n -> changes.accept(n + 1), () -> {
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
        AtomicInteger used = new AtomicInteger();
        AtomicInteger entries = new AtomicInteger();
        whileSomebody(BUSY, this::grant, () -> {
            assertThatAPageIsWhole(me, "/v1/usage?", used);
            assertThatAPageIsWhole(operator, "/operator/accounts/" + id + "/entries?", entries);
        });
    }

    @Test
    void aPageOfAccountsKnowsHowManyThereAre() throws Exception {
        String email = id + "@example.com";
        AtomicInteger seen = new AtomicInteger();
        whileSomebody(BUSY, n -> jdbc.sql("""
                with opened as (
                    insert into account (account_id, email, plan, created_at)
                    values (gen_random_uuid(), :email, 'free', installation_now()) returning account_id)
                insert into wallet (account_id) select account_id from opened
                """).param("email", email).update(),
                () -> assertThatAPageIsWhole(operator, "/operator/accounts?email=" + email + "&", seen));
    }

    @Test
    void theTotalsOfSessionsAreThoseOfTheList() throws Exception {
        // No more of them than the largest page shows.
        whileSomebody(1, n -> {
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

    /** @param moves at most so many while it is read once; numbered from 0 over all */
    private static void whileSomebody(int moves, IntConsumer move, Runnable read) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Semaphore allowed = new Semaphore(0);
        AtOnce.run(List.of(() -> {
            allowed.acquire();
            for (int n = 0; !over.get(); n++) {
                move.accept(n);
                allowed.acquire();
            }
            return null;
        }, () -> {
            try {
                for (int n = 0; n < READS; n++) {
                    allowed.release(moves);
                    read.run();
                }
            } finally {
                over.set(true);
                allowed.release();
            }
            return null;
        }));
    }

    /**
     * As many rows as follow its offset, in a list that grows.
     *
     * @param seen how many there were when last looked
     */
    private static void assertThatAPageIsWhole(Client client, String path, AtomicInteger seen) {
        int offset = Math.max(0, seen.get() - 1);
        JsonNode page = client.get(path + "limit=" + LIMIT + "&offset=" + offset).body();
        int total = page.at("/pagination/total").asInt();
        assertThat(page.get("data")).hasSize(Math.min(LIMIT, total - offset));
        seen.set(total);
    }
}
