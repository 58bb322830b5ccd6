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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CreditLedgerTests {

    private static ConfigurableApplicationContext node;
    private static Accounts accounts;
    private static CreditLedger ledger;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = Ledgers.node(TestDatabase.fresh(), folder, false);
        accounts = node.getBean(Accounts.class);
        ledger = node.getBean(CreditLedger.class);
        transaction = new TransactionTemplate(node.getBean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void spendsPlanThenRewardThenTopUp() {
        UUID account = open(100, 100);
        transaction.execute(status -> ledger.grant(account, "thanks", Bucket.REWARD, 50, "operator"));
        charge(account, "a", 120);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 30, 100));
        charge(account, "b", 40);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, 90));
        assertThat(ledger.balance(account).total()).isEqualTo(sumOfEntries(account));
    }

    @Test
    void chargesAReferenceOnce() {
        UUID account = open(100, 0);
        assertThat(charge(account, "a", 40)).isTrue();
        assertThat(charge(account, "a", 40)).isFalse();
        assertThat(ledger.balance(account).total()).isEqualTo(60);
    }

    @Test
    void refusesWhatTheBalanceDoesNotCoverAndChangesNothing() {
        UUID account = open(99, 0);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> charge(account, "a", 100)).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(BillingError.INSUFFICIENT_BALANCE);
            assertThat(refusal.extras()).containsKey("topup_url");
        });
        assertThat(ledger.balance(account)).isEqualTo(new Balance(99, 0, 0));
        assertThat(charge(account, "a", 99)).isTrue();
    }

    @Test
    void letsItsCallerGoOnAfterARefusal() {
        UUID account = open(99, 0);
        transaction.executeWithoutResult(status -> {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> ledger.charge(account, "dear", 100, subject()));
            ledger.charge(account, "cheap", 1, subject());
        });
        assertThat(ledger.balance(account).total()).isEqualTo(98);
    }

    @Test
    void refusesASuspendedAccount() {
        UUID account = open(100, 0);
        accounts.changeStatus(account, Account.Status.SUSPENDED);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> charge(account, "a", 1))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(BillingError.ACCOUNT_SUSPENDED));
        accounts.changeStatus(account, Account.Status.ACTIVE);
        assertThat(charge(account, "a", 1)).isTrue();
    }

    @Test
    void movesNothingOutsideATransaction() {
        UUID account = open(100, 0);
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> ledger.charge(account, "a", 1, subject()));
    }

    @Test
    void vanishesWithTheTransactionItBelongsTo() {
        UUID account = open(100, 0);
        transaction.executeWithoutResult(status -> {
            ledger.charge(account, "a", 40, subject());
            status.setRollbackOnly();
        });
        assertThat(ledger.balance(account).total()).isEqualTo(100);
        assertThat(sumOfEntries(account)).isEqualTo(100);
    }

    @Test
    void givesBackToTheBucketsThatPaidTheLastOneFirst() {
        UUID account = open(100, 100);
        charge(account, "a", 150);
        assertThat(transaction.<Long>execute(status -> ledger.refund(account, "a", "part", 60))).isEqualTo(60);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(10, 0, 100));
        assertThat(transaction.<Long>execute(status -> ledger.refund(account, "a", "rest"))).isEqualTo(90);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(100, 0, 100));
        assertThat(transaction.<Long>execute(status -> ledger.refund(account, "a", "again"))).isZero();
        assertThat(transaction.<Long>execute(status -> ledger.refund(account, "unknown", "none"))).isZero();
    }

    @Test
    void refundsExactlyOnceHoweverManyTry() throws Exception {
        UUID account = open(100, 100);
        charge(account, "a", 150);
        List<Callable<Long>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String reference = "refund " + i;
            tries.add(() -> transaction.execute(status -> ledger.refund(account, "a", reference)));
        }
        assertThat(AtOnce.run(tries).stream().mapToLong(Long::longValue).sum()).isEqualTo(150);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(100, 0, 100));
        assertThat(sumOfEntries(account)).isEqualTo(200);
    }

    @Test
    void partialRefundsNeverExceedTheChargeHoweverManyTry() throws Exception {
        UUID account = open(100, 100);
        charge(account, "a", 150);
        List<Callable<Long>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            // Every reference twice, and some ask for all that is left.
            String reference = "refund " + i / 2;
            long credits = 1 + i % 20;
            tries.add(() -> transaction.execute(status -> credits == 20
                    ? ledger.refund(account, "a", reference)
                    : ledger.refund(account, "a", reference, credits)));
        }
        long back = AtOnce.run(tries).stream().mapToLong(Long::longValue).sum();
        assertThat(back).isEqualTo(150);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(100, 0, 100));
        assertThat(sumOfEntries(account)).isEqualTo(200);
        assertThat(overRefunded(account)).isZero();
    }

    @Test
    void neverSpendsMoreThanThereIsHoweverManyTry() throws Exception {
        UUID account = open(60, 45);
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String reference = "charge " + i;
            tries.add(() -> {
                try {
                    return charge(account, reference, 10);
                } catch (ApiException e) {
                    return false;
                }
            });
        }
        assertThat(AtOnce.run(tries).stream().filter(charged -> charged)).hasSize(10);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, 5));
        assertThat(sumOfEntries(account)).isEqualTo(5);
    }

    @Test
    void chargesAReferenceOnceHoweverManyTry() throws Exception {
        UUID account = open(1_000, 0);
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tries.add(() -> charge(account, "the one", 10));
        }
        assertThat(AtOnce.run(tries).stream().filter(charged -> charged)).hasSize(1);
        assertThat(ledger.balance(account).total()).isEqualTo(990);
    }

    @Test
    void isAlwaysTheSumOfItsEntries() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        UUID account = open(500, 200);
        for (int step = 0; step < 300; step++) {
            // References are drawn from a small set, so that many are used again.
            String reference = "r" + random.nextInt(200);
            String other = "r" + random.nextInt(200);
            long credits = random.nextInt(120);
            Bucket bucket = Bucket.values()[random.nextInt(3)];
            try {
                switch (random.nextInt(4)) {
                    case 0 -> transaction.execute(s -> ledger.grant(account, reference, bucket, credits, "operator"));
                    case 1 -> transaction.execute(s -> ledger.refund(account, other, reference));
                    case 2 -> transaction.execute(s -> ledger.refund(account, other, reference, credits));
                    default -> charge(account, reference, credits);
                }
            } catch (ApiException e) {
                assertThat(e.code()).isEqualTo(BillingError.INSUFFICIENT_BALANCE);
            }
            Balance balance = ledger.balance(account);
            assertThat(balance.total()).as("seed %d, step %d", seed, step).isEqualTo(sumOfEntries(account));
            assertThat(List.of(balance.plan(), balance.reward(), balance.topup())).as("seed %d, step %d", seed, step)
                    .allMatch(credit -> credit >= 0);
            assertThat(overRefunded(account)).as("seed %d, step %d", seed, step).isZero();
        }
    }

    @Test
    void aSecondChargeOfAReferenceIsKnownEvenWhenItIsNoLongerCovered() {
        UUID account = open(100, 0);
        assertThat(charge(account, "a", 80)).isTrue();
        assertThat(charge(account, "a", 80)).isFalse();
        assertThat(ledger.balance(account).total()).isEqualTo(20);
    }

    @Test
    void onlyTopUpMayBeOverdrawnAndOnlyToTheFloor() {
        UUID account = open(5, 0);
        assertThat(minute(account, "m1", 16)).isEqualTo("charged");
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, -11));
        assertThat(minute(account, "m2", 1)).isEqualTo("insufficient");
        transaction.execute(status -> ledger.grant(account, "thanks", Bucket.REWARD, 10, "operator"));
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 10, -11));
        assertThat(minute(account, "m3", 10)).isEqualTo("charged");
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, -11));
        JdbcClient jdbc = node.getBean(JdbcClient.class);
        for (String bucket : List.of("plan = -1, topup = 20", "reward = -1, topup = 20", "topup = -12, plan = 20")) {
            assertThatExceptionOfType(DataAccessException.class).as(bucket).isThrownBy(
                    () -> jdbc.sql("update wallet set " + bucket + " where account_id = ?").param(account).update());
        }
    }

    @Test
    void entriesAreNeitherChangedNorDeleted() {
        UUID account = open(100, 0);
        JdbcClient jdbc = node.getBean(JdbcClient.class);
        for (String sql : List.of("delete from ledger_entry", "update ledger_entry set plan_delta = 0")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(sql + " where account_id = ?").param(account).update())
                    .withMessageContaining("append-only");
        }
    }

    private static UUID open(long planCredits, long topUp) {
        return accounts.open(new AccountRequest(Plan.CREATOR, "ada@example.com", planCredits, topUp, null)).accountId();
    }

    private static boolean charge(UUID account, String reference, long credits) {
        return Boolean.TRUE
                .equals(transaction.execute(status -> ledger.charge(account, reference, credits, subject())));
    }

    /** As a heartbeat charges. */
    private static String minute(UUID account, String reference, long credits) {
        return node.getBean(JdbcClient.class).sql("""
                select ledger_charge(?, ?, ?, -11, row ('live_session', 'x', 'usage_essence_model_self_hosted', null,
                                                        null, null, null, null)::ledger_subject)
                """).param(account).param(reference).param(credits).query(String.class).single();
    }

    private static Subject subject() {
        return Subject.ofAgent("agent_generation", "agent_generation_essence_1", "A91XMB7113");
    }

    private static long sumOfEntries(UUID account) {
        return node.getBean(JdbcClient.class).sql("""
                select coalesce(sum(plan_delta + reward_delta + topup_delta), 0) from ledger_entry where account_id = ?
                """).param(account).query(Long.class).single();
    }

    private static long overRefunded(UUID account) {
        return node.getBean(JdbcClient.class).sql("""
                select count(*) from ledger_entry c where account_id = ? and kind = 'charge'
                  and (select coalesce(sum(plan_delta + reward_delta + topup_delta), 0) from ledger_entry r
                       where r.account_id = c.account_id and r.refund_of = c.reference)
                      > -(c.plan_delta + c.reward_delta + c.topup_delta)
                """).param(account).query(Long.class).single();
    }
}
