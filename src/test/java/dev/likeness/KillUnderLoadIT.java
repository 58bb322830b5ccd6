package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/**
 * The real process, killed at random moments while clients beat, create, end and make secrets; sometimes its PostgreSQL
 * is killed first. After every restart the ledger has what the clients were told, once. The moments come from a seed
 * that is printed ({@code -Dlikeness.kill.seed}); what the machine makes of them is its own.
 */
class KillUnderLoadIT {

    private static final long CREDITS = 2_000_000;
    private static final int CLIENTS_OF_AN_ACCOUNT = 3;

    /** @param clients several of one account, so that they contend for its wallet */
    private record Owner(String userId, Client client, List<LoadClient> clients) {
    }

    @TempDir
    private Path folder;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Owner> owners = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    @Test
    void killsUnderLoadLoseAndDoubleNothing() throws Exception {
        kill(2);
    }

    @Test
    @Tag("long")
    void twentyKillsUnderLoadLoseAndDoubleNothing() throws Exception {
        kill(20);
    }

    private void kill(int kills) throws Exception {
        long seed = Long.getLong("likeness.kill.seed", System.nanoTime());
        System.out.println("kill seed " + seed);
        Random random = new Random(seed);
        Map<String, String> settings = Map.of("LIKENESS_GENERATION_SHOWCASE", "false", "LIKENESS_JOB_WORKERS", "-1");
        try (ServerProcess server = new ServerProcess(folder, settings)) {
            server.start();
            open(server, 3, seed);
            for (int round = 1; round <= kills; round++) {
                int moment = answered.get() + 30 + random.nextInt(600);
                boolean database = round % 3 == 2;
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> working = new ArrayList<>();
                    owners.forEach(owner -> owner.clients.forEach(one -> working.add(threads.submit(one::work))));
                    try {
                        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(2))
                                .until(() -> answered.get() >= moment || working.stream().anyMatch(Future::isDone));
                        assertThat(working).as("clients before the kill, %s", answers())
                                .noneMatch(Future::isDone);
                        if (database) {
                            server.killDatabase();
                        }
                    } finally {
                        server.kill();
                    }
                    for (Future<?> one : working) {
                        one.get(2, TimeUnit.MINUTES);
                    }
                }
                server.start();
                verify(server, "kill " + round + (database ? ", with its database" : "") + ", seed " + seed);
            }
            System.out.println("kills " + kills + ", answers by status (0: none) " + answers());
        }
    }

    private void open(ServerProcess server, int accounts, long seed) {
        Client anybody = new Client(server.origin(), "");
        for (int i = 0; i < accounts; i++) {
            JsonNode account = anybody
                    .post("/sandbox/accounts", "{\"plan\": \"enterprise\", \"credits\": " + CREDITS + "}").body()
                    .get("data");
            String userId = account.get("user_id").asString();
            Client client = new Client(server.origin(), account.get("secret").asString());
            List<LoadClient> clients = new ArrayList<>();
            for (int j = 0; j < CLIENTS_OF_AN_ACCOUNT; j++) {
                clients.add(new LoadClient(i + "" + j, server.origin(), client, userId, seed + 10 * i + j, answered));
            }
            owners.add(new Owner(userId, client, clients));
        }
    }

    private Map<Integer, Integer> answers() {
        answers.clear();
        owners.forEach(owner -> owner.clients
                .forEach(one -> one.answers.forEach((status, often) -> answers.merge(status, often, Integer::sum))));
        return answers;
    }

    private void verify(ServerProcess server, String moment) {
        SingleConnectionDataSource database = new SingleConnectionDataSource(server.databaseUrl(), true);
        try {
            JdbcClient jdbc = JdbcClient.create(database);
            for (Owner owner : owners) {
                owner.clients.forEach(LoadClient::converge);
                owner.clients.forEach(LoadClient::verify);
                verify(jdbc, owner, moment);
            }
        } finally {
            database.destroy();
        }
    }

    private static void verify(JdbcClient jdbc, Owner owner, String moment) {
        assertThat(jdbc.sql("select audit_findings(:id::uuid)").param("id", owner.userId).query(String.class).list())
                .as(moment).isEmpty();

        // Every key one agent and one charge, and none besides.
        List<String> agents = new ArrayList<>();
        owner.clients.forEach(one -> agents.addAll(one.agents.values()));
        assertThat(jdbc.sql("select code from agent where account_id = :id::uuid").param("id", owner.userId)
                .query(String.class).list()).as(moment).containsExactlyInAnyOrderElementsOf(agents);
        assertThat(jdbc.sql("""
                select agent_code from ledger_entry
                where account_id = :id::uuid and kind = 'charge' and activity_type = 'agent_generation'
                  and plan_delta + reward_delta + topup_delta = -250
                """).param("id", owner.userId).query(String.class).list()).as(moment)
                .containsExactlyInAnyOrderElementsOf(agents);
        assertThat(jdbc.sql("select count(*) from job where account_id = :id::uuid").param("id", owner.userId)
                .query(Integer.class).single()).as(moment).isEqualTo(agents.size());

        // The balance is what was given less what was made and lived, and every balance that was told was one once.
        long lived = jdbc.sql("select coalesce(sum(credits), 0) from runtime_session where account_id = :id::uuid")
                .param("id", owner.userId).query(Long.class).single();
        assertThat(owner.client.get("/v1/me").body().at("/data/credit_balance").asLong()).as(moment)
                .isEqualTo(CREDITS - 250L * agents.size() - lived);
        Set<Long> balances = new HashSet<>(jdbc.sql("""
                select sum(sum(plan_delta + reward_delta + topup_delta)) over (order by created_at) from ledger_entry
                where account_id = :id::uuid group by created_at
                """).param("id", owner.userId).query(Long.class).list());
        Set<String> sessions = new HashSet<>(
                jdbc.sql("select session_id from runtime_session where account_id = :id::uuid")
                        .param("id", owner.userId).query(String.class).list());
        for (LoadClient one : owner.clients) {
            for (LoadClient.Told told : one.beats) {
                assertThat(sessions).as(moment).contains(told.session());
                assertThat(balances).as(moment).contains(told.balance());
            }
        }
        // Minutes follow each other without gap or overlap, and each was paid once.
        assertThat(jdbc.sql("""
                select count(*) from runtime_session where account_id = :id::uuid and credits <> billed_minutes * rate
                """).param("id", owner.userId).query(Integer.class).single()).as(moment).isZero();
    }
}
