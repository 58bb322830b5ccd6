package dev.likeness.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.AtOnce;
import dev.likeness.Ledgers;
import dev.likeness.TestDatabase;
import dev.likeness.account.Account;
import dev.likeness.account.AccountRequest;
import dev.likeness.account.Accounts;
import dev.likeness.account.Plan;
import dev.likeness.common.ApiException;
import dev.likeness.common.InstallationClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an audit finds, what it does about it, and that it finds nothing where there is nothing. */
@ExtendWith(OutputCaptureExtension.class)
class AuditorTests {

    private static ConfigurableApplicationContext node;
    private static JdbcClient jdbc;
    private static Accounts accounts;
    private static CreditLedger ledger;
    private static Auditor auditor;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = Ledgers.node(TestDatabase.fresh(), folder, false);
        jdbc = node.getBean(JdbcClient.class);
        accounts = node.getBean(Accounts.class);
        ledger = node.getBean(CreditLedger.class);
        auditor = node.getBean(Auditor.class);
        transaction = new TransactionTemplate(node.getBean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void findsNothingWhereTheBooksAgree() {
        UUID account = lived();
        assertThat(auditor.audit(account)).isEmpty();
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update wallet set plan = plan + 1 where account_id = ?                       | the wallet holds plan
            update wallet set reward = 5, plan = plan - 5 where account_id = ?           | the wallet holds plan
            update ledger_entry set topup_delta = topup_delta + 1 where kind = 'grant' and topup_delta > 0 and account_id = ? | the wallet holds plan
            delete from ledger_entry where kind = 'refund' and account_id = ?            | the wallet holds plan
            update ledger_entry set plan_delta = 7 where kind = 'charge' and reference = 'a' and account_id = ? | the wrong way
            update ledger_entry set refund_of = 'nothing' where kind = 'refund' and account_id = ? | nothing, which charged nothing
            update ledger_entry set plan_delta = plan_delta + 500 where kind = 'refund' and account_id = ? | more than some bucket paid
            update runtime_session set billed_minutes = 9 where account_id = ?           | says 9 minutes and 4 credits, but its entries are 4 minutes
            update runtime_session set credits = 3 where account_id = ?                  | says 4 minutes and 3 credits
            delete from runtime_session where account_id = ?                             | says no minutes
            update ledger_entry set reference = replace(reference, ':2-4', ':3-4') where account_id = ? | a gap or an overlap
            update ledger_entry set reference = replace(reference, ':2-4', ':1-4') where account_id = ? | a gap or an overlap
            update ledger_entry set reference = replace(reference, ':2-4', ':2-x') where account_id = ? | session ? says
            delete from wallet where account_id = ?                                      | there is no wallet
            """)
    void parksAnAccountWhoseBooksDisagree(String damage, String finding, CapturedOutput output) {
        UUID account = lived();
        double before = parkings();
        damage(damage, account);
        assertThat(auditor.audit(account)).anyMatch(sentence -> sentence.contains(finding));
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.SUSPENDED);
        assertThat(jdbc.sql("select parked_reason from account where account_id = ?").param(account)
                .query(String.class).single()).contains(finding);
        assertThat(parkings()).isEqualTo(before + 1);
        assertThat(output).contains("Account " + account + " is parked").contains(finding);
        // Once more changes nothing and cries no louder.
        assertThat(auditor.audit(account)).isNotEmpty();
        assertThat(parkings()).isEqualTo(before + 1);
        assertThat(auditor.release(account)).anyMatch(sentence -> sentence.contains(finding));
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.SUSPENDED);
        // Settled, so that the audits of other tests are theirs alone.
        damage("delete from ledger_entry where account_id = ?", account);
        damage("delete from runtime_session where account_id = ?", account);
        damage("delete from wallet where account_id = ?", account);
        jdbc.sql("insert into wallet (account_id) values (?)").param(account).update();
        assertThat(auditor.release(account)).isEmpty();
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.ACTIVE);
    }

    @Test
    void aParkedAccountIsChargedNothingButGetsWhatItIsOwed() {
        UUID account = lived();
        charge(account, "build", 10);
        damage("update wallet set topup = topup + 3 where account_id = ?", account);
        auditor.audit(account);
        Balance before = ledger.balance(account);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> charge(account, "late", 1))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(BillingError.ACCOUNT_SUSPENDED));
        assertThat(ledger.balance(account)).isEqualTo(before);
        assertThat(transaction.<Long>execute(status -> ledger.refund(account, "build", "refund:build"))).isEqualTo(10);
        assertThat(ledger.balance(account).total()).isEqualTo(before.total() + 10);
        damage("update wallet set topup = topup - 3 where account_id = ?", account);
        assertThat(auditor.release(account)).isEmpty();
        assertThat(charge(account, "late", 1)).isTrue();
    }

    @Test
    void theMonthOfAParkedAccountWaitsForItsRelease() {
        UUID account = lived();
        damage("update wallet set topup = topup + 3 where account_id = ?", account);
        auditor.audit(account);
        jdbc.sql(
                """
                        update plan_period set anchor = anchor - interval '40 days', started_at = started_at - interval '40 days',
                                               ends_at = ends_at - interval '40 days' where account_id = ?
                        """)
                .param(account).update();
        Plans plans = node.getBean(Plans.class);
        assertThat(plans.resetDue()).isZero();
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> plans.change(account, Plan.PRO));
        damage("update wallet set topup = topup - 3 where account_id = ?", account);
        auditor.release(account);
        assertThat(plans.resetDue()).isEqualTo(1);
        assertThat(auditor.audit(account)).isEmpty();
    }

    @Test
    void aReleaseGivesBackTheStatusOfBefore() {
        UUID account = lived();
        accounts.changeStatus(account, Account.Status.SUSPENDED);
        damage("update wallet set topup = topup + 3 where account_id = ?", account);
        auditor.audit(account);
        damage("update wallet set topup = topup - 3 where account_id = ?", account);
        assertThat(auditor.release(account)).isEmpty();
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.SUSPENDED);
        // Not parked: a release has nothing to say about it.
        auditor.release(account);
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.SUSPENDED);
    }

    @Test
    void auditsEveryAccountAndTellsEachFinding() {
        UUID damaged = lived();
        damage("update wallet set topup = topup + 3 where account_id = ?", damaged);
        List<Auditor.Finding> findings = new ArrayList<>();
        Auditor.Result result = auditor.auditAll(findings::add);
        assertThat(result.accounts())
                .isEqualTo(jdbc.sql("select count(*) from account").query(Long.class).single());
        assertThat(result.parked()).isEqualTo(1);
        assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.account()).isEqualTo(damaged));
        damage("update wallet set topup = topup - 3 where account_id = ?", damaged);
        auditor.release(damaged);
        assertThat(auditor.auditAll(findings::add).parked()).isZero();
    }

    @Test
    void everyNodeTellsHowManyAreParked() {
        Path folder = Path.of(String.valueOf(node.getEnvironment().getProperty("likeness.data-dir")));
        try (var other = Ledgers.node(node.getBean(DataSource.class), folder, false)) {
            InstallationClock clock = (InstallationClock) other.getBean(Clock.class);
            Gauge parked = other.getBean(MeterRegistry.class).get("likeness.accounts.parked").gauge();
            assertThat(parked.value()).isZero();
            UUID damaged = lived();
            damage("update wallet set topup = topup + 3 where account_id = ?", damaged);
            auditor.audit(damaged);
            assertThat(parked.value()).as("kept for a minute").isZero();
            clock.offset(Duration.ofMinutes(1));
            assertThat(parked.value()).isEqualTo(1);
            damage("update wallet set topup = topup - 3 where account_id = ?", damaged);
            auditor.release(damaged);
            clock.offset(Duration.ofMinutes(2));
            assertThat(parked.value()).isZero();
        }
    }

    @Test
    void aLongAuditBeforeAReleaseHoldsUpNobody() throws Exception {
        UUID account = lived();
        damage("update wallet set topup = topup + 3 where account_id = ?", account);
        auditor.audit(account);
        damage("update wallet set topup = topup - 3 where account_id = ?", account);
        try (ExecutorService aside = Executors.newSingleThreadExecutor()) {
            Future<List<String>> release = transaction.execute(status -> {
                jdbc.sql("lock table runtime_session in access exclusive mode").update();
                Future<List<String>> running = aside.submit(() -> auditor.release(account));
                await(() -> jdbc
                        .sql("""
                                select exists (select from pg_locks where relation = 'runtime_session'::regclass and not granted)
                                """)
                        .query(Boolean.class).single());
                assertThat(jdbc.sql("""
                        select 1 from account join wallet using (account_id) where account_id = ? for update nowait
                        """).param(account).query(Integer.class).list()).hasSize(1);
                return running;
            });
            assertThat(release.get(1, TimeUnit.MINUTES)).isEmpty();
        }
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.ACTIVE);
    }

    @Test
    void aReleaseBesideAnotherAuditIsAuditedOnceMore() throws Exception {
        UUID account = lived();
        damage("update wallet set topup = topup + 3 where account_id = ?", account);
        auditor.audit(account);
        damage("update wallet set topup = topup - 3 where account_id = ?", account);
        try (ExecutorService aside = Executors.newSingleThreadExecutor()) {
            Future<List<String>> release = transaction.execute(status -> {
                // The release has audited, and waits here to let the account go.
                jdbc.sql("select 1 from account where account_id = ? for update").param(account).query(Integer.class)
                        .single();
                Future<List<String>> running = aside.submit(() -> auditor.release(account));
                await(() -> jdbc.sql("select exists (select from pg_locks where not granted)").query(Boolean.class)
                        .single());
                jdbc.sql("set local session_replication_role = replica").update();
                jdbc.sql("update wallet set topup = topup + 5 where account_id = ?").param(account).update();
                jdbc.sql("select account_park(?, 'meanwhile')").param(account).query(Boolean.class).single();
                return running;
            });
            assertThat(release.get(1, TimeUnit.MINUTES)).isNotEmpty();
        }
        assertThat(accounts.get(account).status()).isEqualTo(Account.Status.SUSPENDED);
        damage("update wallet set topup = topup - 5 where account_id = ?", account);
        assertThat(auditor.release(account)).isEmpty();
    }

    @Test
    void anAccountThatCannotBeAuditedIsCounted() {
        Counter failures = node.getBean(MeterRegistry.class).get("likeness.audit.failures").counter();
        jdbc.sql("alter function audit_findings(uuid) rename to audit_findings_away").update();
        try {
            Auditor.Result result = auditor.auditAll(finding -> {
            });
            assertThat(result.failed()).isEqualTo(result.accounts());
            assertThat(failures.count()).isEqualTo(result.failed());
        } finally {
            jdbc.sql("alter function audit_findings_away(uuid) rename to audit_findings").update();
        }
    }

    @Test
    void parksNobodyWhileCreditsMove() throws Exception {
        List<UUID> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(lived());
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger moved = new AtomicInteger();
        Plans plans = node.getBean(Plans.class);
        List<Callable<Long>> threads = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            Random random = new Random(t);
            String name = "t" + t + ":";
            threads.add(() -> {
                long moves = 0;
                for (; !over.get(); moves++, moved.incrementAndGet()) {
                    UUID account = many.get(random.nextInt(many.size()));
                    String reference = name + moves;
                    switch (random.nextInt(5)) {
                        case 0 -> transaction.execute(s -> ledger.grant(account, reference, Bucket.REWARD, 9, "x"));
                        case 1 -> plans.change(account, Plan.values()[random.nextInt(5)]);
                        case 2 -> minute(account, random.nextInt(3));
                        default -> {
                            charge(account, reference, 3);
                            transaction.execute(s -> ledger.refund(account, reference, "refund:" + reference, 2));
                        }
                    }
                }
                return moves;
            });
        }
        threads.add(() -> {
            long parked = 0;
            // More where little has moved meanwhile.
            for (int round = 0; round < 4 || moved.get() <= 500 && round < 400; round++) {
                parked += auditor.auditAll(finding -> System.out.println(finding)).parked();
                for (UUID account : many.subList(0, 20)) {
                    parked += auditor.audit(account).size();
                }
            }
            over.set(true);
            return parked;
        });
        List<Long> results = AtOnce.run(threads);
        assertThat(results.getLast()).as("parked").isZero();
        assertThat(results.stream().mapToLong(Long::longValue).sum()).as("moves").isGreaterThan(500);
        assertThat(auditor.auditAll(finding -> System.out.println(finding)).parked()).isZero();
    }

    /** An account with grants, a charge, a refund and a session of four minutes. */
    private static UUID lived() {
        UUID account = accounts.open(AccountRequest.of(Plan.CREATOR, "ada@example.com").plusTopUp(100)).accountId();
        charge(account, "a", 30);
        transaction.execute(status -> ledger.refund(account, "a", "b", 10));
        jdbc.sql("""
                insert into runtime_session (account_id, session_id, identity, billing_type, pricing_code, hosted, rate,
                                             secret_hash, key_alias, started_at, last_beat_at, ended_at, end_reason)
                values (:account, 's:1', 'i', 'x', 'x', false, 1, '', 'default', now(), now(), now(), 'ended')
                """).param("account", account).update();
        minute(account, 1);
        minute(account, 3);
        return account;
    }

    /** Bills so many further minutes to the account's session, as a heartbeat does. */
    private static String minute(UUID account, int minutes) {
        return transaction.execute(status -> {
            jdbc.sql("select 1 from wallet where account_id = ? for update").param(account).query(Integer.class).list();
            if (minutes == 0) {
                return "none";
            }
            int billed = jdbc.sql("select billed_minutes from runtime_session where account_id = ?").param(account)
                    .query(Integer.class).single();
            String outcome = jdbc
                    .sql("""
                            select ledger_charge(:account, :reference, :credits, -11, row ('live_session', 'x', 'x', null, 's:1',
                                                                                         null, null, null)::ledger_subject)
                            """)
                    .param("account", account).param("credits", minutes)
                    .param("reference", "minute:s:1:" + (billed + 1) + "-" + (billed + minutes)).query(String.class)
                    .single();
            if (outcome.equals("charged")) {
                jdbc.sql(
                        """
                                update runtime_session set billed_minutes = billed_minutes + :minutes, credits = credits + :minutes
                                where account_id = :account
                                """)
                        .param("minutes", minutes).param("account", account).update();
            }
            return outcome;
        });
    }

    private static boolean charge(UUID account, String reference, long credits) {
        return Boolean.TRUE.equals(transaction.execute(status -> ledger.charge(account, reference, credits,
                Subject.ofAgent("agent_generation", "agent_generation_essence_1", "A91XMB7113"))));
    }

    /** As somebody with the database's own rights could. */
    private static void damage(String sql, UUID account) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql(sql).param(account).update();
        });
    }

    /** Looks again until it is so, for a minute at most. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static double parkings() {
        return node.getBean(MeterRegistry.class).get("likeness.audit.parkings").counter().count();
    }
}
