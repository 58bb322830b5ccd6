package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.likeness.AtOnce;
import dev.likeness.TestDatabase;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Digests;
import dev.likeness.web.Idempotency.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** One effect per key, whatever arrives when (CONTRACT 1.6). */
class IdempotencyTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Idempotency idempotency = new Idempotency(jdbc, new JdbcTransactionManager(database), JSON);
    private final Caller caller = Caller.ofAccount(UUID.randomUUID(), "default", "00");
    private final AtomicInteger effects = new AtomicInteger();

    @BeforeEach
    void openAccounts() {
        open(caller.accountId());
    }

    private void open(UUID account) {
        jdbc.sql("insert into account (account_id, email, plan, created_at) values (?, ?, 'pro', installation_now())")
                .params(account, account + "@example.com").update();
    }

    private record Count(int count) {
    }

    private Idempotency.Request request(Caller who, String endpoint, @Nullable String key, String json) {
        return new Idempotency.Request(who.accountId(), endpoint, key, HexFormat.of().formatHex(Digests.sha256(json)));
    }

    /** Renames the account, so that a rollback shows. */
    private Count effect() {
        int count = effects.incrementAndGet();
        jdbc.sql("update account set email = ? where account_id = ?").params("effect" + count, caller.accountId())
                .update();
        return new Count(count);
    }

    private Answer<Count> run(String key, String json) {
        return run(request(caller, "generate", key, json));
    }

    private Answer<Count> run(Idempotency.Request request) {
        return idempotency.run(request, Count.class, this::effect);
    }

    @Test
    void repeatsTheFirstAnswerVerbatim() {
        ResponseEntity<Count> first = run("k", "{\"a\":1,\"b\":[2]}").toResponse();
        ResponseEntity<Count> again = run("k", "{\"a\":1,\"b\":[2]}").toResponse();
        assertThat(first.getHeaders().headerNames()).doesNotContain("Idempotency-Replayed");
        assertThat(again.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.getBody()).isEqualTo(new Count(1));
        assertThat((Object) again.getBody()).isEqualTo("{\"count\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(again.getStatusCode().value()).isEqualTo(200);
        assertThat(effects).hasValue(1);
    }

    @Test
    void anAnswerThatLacksWhatThisReleaseHasIsRepeatedAllTheSame() {
        run("k", "{}");
        jdbc.sql("update idempotency_record set answer = '[ \"old\" ]'").update();
        assertThat((Object) run("k", "{}").toResponse().getBody())
                .isEqualTo("[ \"old\" ]".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoPreparesAnEffectHearsOfTheEarlierAnswerFirst() {
        Idempotency.Request request = request(caller, "generate", "k", "{\"a\":1}");
        assertThat(idempotency.earlier(request, Count.class)).isEmpty();
        run(request);
        assertThat(idempotency.earlier(request, Count.class)).hasValueSatisfying(answer -> {
            assertThat(answer.value()).isEqualTo(new Count(1));
            assertThat(answer.repeated()).isTrue();
        });
        assertThat(idempotency.earlier(request(caller, "video", "k", "{\"a\":1}"), Count.class)).isEmpty();
        assertThat(idempotency.earlier(request(caller, "generate", null, "{\"a\":1}"), Count.class)).isEmpty();
        assertThat(catchThrowableOfType(ApiException.class,
                () -> idempotency.earlier(request(caller, "generate", "k", "{\"a\":2}"), Count.class)).code())
                .isEqualTo(CommonError.IDEMPOTENCY_KEY_REUSED);
        jdbc.sql("update installation_clock set offset_seconds = 86401").update();
        assertThat(idempotency.earlier(request, Count.class)).isEmpty();
    }

    @Test
    void keepsKeysOfAccountsAndEndpointsApart() {
        Caller other = Caller.ofAccount(UUID.randomUUID(), "default", "01");
        open(other.accountId());
        run("k", "{}");
        run(request(other, "generate", "k", "{}"));
        run(request(caller, "video", "k", "{}"));
        run(request(caller, "video", null, "{}"));
        run(request(caller, "video", null, "{}"));
        assertThat(effects).hasValue(5);
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() {
        run("k", "{\"a\":1}");
        assertThat(catchThrowableOfType(ApiException.class, () -> run("k", "{\"a\":2}")).code())
                .isEqualTo(CommonError.IDEMPOTENCY_KEY_REUSED);
        assertThat(effects).hasValue(1);
    }

    @Test
    void refusesKeysOfWrongLength() {
        for (String key : new String[]{"", "k".repeat(256)}) {
            assertThat(catchThrowableOfType(ApiException.class, () -> run(key, "{}")).code())
                    .isEqualTo(CommonError.VALIDATION_ERROR);
        }
        run("k".repeat(255), "{}");
    }

    @Test
    void leavesNothingOfARefusalBehind() {
        ApiException refusal = catchThrowableOfType(ApiException.class,
                () -> idempotency.run(request(caller, "generate", "k", "{}"), Count.class, () -> {
                    effect();
                    throw new ApiException(CommonError.CONFLICT, "no");
                }));
        assertThat(refusal.code()).isEqualTo(CommonError.CONFLICT);
        assertThat(jdbc.sql("select count(*) from idempotency_record").query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select email from account where account_id = ?").param(caller.accountId())
                .query(String.class).single()).contains("@example.com");
        assertThat(run("k", "{}").value()).isEqualTo(new Count(2));
    }

    @Test
    void anAnswerThatCannotBeStoredLeavesNoEffect() {
        jdbc.sql("""
                create function fail() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$
                """).update();
        jdbc.sql("create trigger fail before update on idempotency_record for each row execute function fail()")
                .update();
        assertThat(catchThrowableOfType(DataAccessException.class, () -> run("k", "{}"))).isNotNull();
        assertThat(email()).contains("@example.com");
        assertThat(jdbc.sql("select count(*) from idempotency_record").query(Long.class).single()).isZero();
        jdbc.sql("drop trigger fail on idempotency_record").update();
        assertThat(run("k", "{}").value()).isEqualTo(new Count(2));
        assertThat(email()).isEqualTo("effect2");
    }

    @Test
    void aCommitThatFailsLeavesNeitherAnswerNorEffect() {
        // The latest moment there is: a constraint that is looked at when the transaction commits.
        jdbc.sql("create table late (id int primary key, twin int references late deferrable initially deferred)")
                .update();
        assertThat(catchThrowableOfType(DataAccessException.class,
                () -> idempotency.run(request(caller, "generate", "k", "{}"), Count.class, () -> {
                    jdbc.sql("insert into late values (1, 2)").update();
                    return effect();
                }))).isNotNull();
        assertThat(email()).contains("@example.com");
        assertThat(run("k", "{}").repeated()).isFalse();
        assertThat(email()).isEqualTo("effect2");
    }

    @Test
    void twinsOfARefusedOneAreAskedByThemselves() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<Callable<String>> twins = Collections.nCopies(20, () -> {
            try {
                return insist(() -> {
                    if (asked.incrementAndGet() <= 5) {
                        throw new ApiException(CommonError.CONFLICT, "not yet");
                    }
                    return effect();
                }).value().toString();
            } catch (ApiException e) {
                return e.code().name();
            }
        });
        List<String> answers = AtOnce.run(twins);
        assertThat(answers).filteredOn("CONFLICT"::equals).hasSize(5);
        assertThat(answers).filteredOn("Count[count=1]"::equals).hasSize(15);
        assertThat(effects).hasValue(1);
    }

    /** As clients do: again while a twin is at work, which may be long on a machine that stands still. */
    private Answer<Count> insist(Supplier<Count> effect) {
        for (int left = 30;; left--) {
            try {
                return idempotency.run(request(caller, "generate", "k", "{}"), Count.class, effect);
            } catch (ApiException e) {
                if (e.code() != CommonError.IDEMPOTENCY_IN_FLIGHT || left == 0) {
                    throw e;
                }
            }
        }
    }

    private String email() {
        return jdbc.sql("select email from account where account_id = ?").param(caller.accountId()).query(String.class)
                .single();
    }

    @Test
    void forgetsAfterADay() {
        run("k", "{\"a\":1}");
        jdbc.sql("update installation_clock set offset_seconds = 86399").update();
        assertThat(run("k", "{\"a\":1}").value()).isEqualTo(new Count(1));
        jdbc.sql("update installation_clock set offset_seconds = 86500").update();
        assertThat(run("k", "{\"a\":2}").value()).isEqualTo(new Count(2));
        jdbc.sql("update installation_clock set offset_seconds = 200000").update();
        assertThat(idempotency.sweep()).isEqualTo(1);
    }

    @Test
    void runsOneEffectForAHundredTwinsAtOnce() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Answer<Count>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return insist(this::effect);
                }));
            }
            start.countDown();
        }
        int replayed = 0;
        for (Future<Answer<Count>> answer : answers) {
            assertThat(answer.get().value()).isEqualTo(new Count(1));
            replayed += answer.get().repeated() ? 1 : 0;
        }
        assertThat(effects).hasValue(1);
        assertThat(replayed).isEqualTo(99);
    }

    @Test
    void tellsATwinAfterTwoSecondsThatTheFirstIsStillAtWork() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer<Count>> first = threads
                    .submit(() -> idempotency.run(request(caller, "generate", "k", "{}"), Count.class, () -> {
                        entered.countDown();
                        try {
                            assertThat(leave.await(60, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return effect();
                    }));
            entered.await();
            long start = System.nanoTime();
            ApiException refusal = catchThrowableOfType(ApiException.class, () -> run("k", "{}"));
            assertThat(refusal.code()).isEqualTo(CommonError.IDEMPOTENCY_IN_FLIGHT);
            assertThat(refusal.retryAfter()).hasSeconds(1);
            assertThat(System.nanoTime() - start).as("it has waited").isGreaterThan(1_900_000_000L);
            leave.countDown();
            assertThat(first.get().value()).isEqualTo(new Count(1));
        }
        assertThat(run("k", "{}").repeated()).isTrue();
    }
}
