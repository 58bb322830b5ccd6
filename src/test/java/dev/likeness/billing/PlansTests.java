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
import dev.likeness.common.ClockMoved;
import dev.likeness.common.CommonError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Months of a plan (CONTRACT 2.1) on two nodes of one database, whose clock the tests set. */
class PlansTests {

    private static ConfigurableApplicationContext node;
    private static ConfigurableApplicationContext otherNode;
    private static JdbcClient jdbc;
    private static Accounts accounts;
    private static CreditLedger ledger;
    private static Plans plans;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void start(@TempDir Path folder) {
        DataSource database = TestDatabase.fresh();
        node = Ledgers.node(database, folder, false);
        otherNode = Ledgers.node(database, folder, false);
        jdbc = node.getBean(JdbcClient.class);
        accounts = node.getBean(Accounts.class);
        ledger = node.getBean(CreditLedger.class);
        plans = node.getBean(Plans.class);
        transaction = new TransactionTemplate(node.getBean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void stop() {
        otherNode.close();
        node.close();
    }

    @BeforeEach
    void othersHaveNoMonths() {
        jdbc.sql("delete from plan_period").update();
    }

    @Test
    void theDatabaseGrantsWhatThePlansPromise() {
        for (Plan plan : Plan.values()) {
            assertThat(jdbc.sql("select plan_credits(?)").param(plan.slug()).query(Long.class).single())
                    .isEqualTo(plan.monthlyCredits());
        }
    }

    @Test
    void whatIsLeftExpiresAndTheMonthsCreditsCome() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.CREATOR, 40);
        charge(account, "a", 300);
        at("2027-02-10T07:59:58Z");
        assertThat(plans.resetDue()).isZero();
        at("2027-02-10T08:00:00Z");
        assertThat(plans.resetDue()).isEqualTo(1);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(1_800, 0, 40));
        assertThat(movements(account)).containsExactly("credit_grant_plan 1800", "credit_grant_topup 40",
                "agent_generation_essence_1 -300", "credit_expiry_plan -1500", "credit_grant_plan 1800");
        assertThat(plans.resetDue()).isZero();
    }

    @Test
    void aMonthsEndShowsInUsage() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.FREE, 0);
        at("2027-02-10T08:00:00Z");
        plans.resetDue();
        assertThat(jdbc.sql("""
                select activity_type || ' ' || pricing_code || ' ' || source || ' ' || plan_delta from ledger_entry
                where account_id = :account and activity_type = 'credit_expiry'
                """).param("account", account).query(String.class).list())
                .containsExactly("credit_expiry credit_expiry_plan plan -99");
    }

    @Test
    void anUnspentNothingLeavesNoEntry() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.FREE, 0);
        charge(account, "a", 99);
        at("2027-02-10T08:00:00Z");
        plans.resetDue();
        assertThat(movements(account)).containsExactly("credit_grant_plan 99", "agent_generation_essence_1 -99",
                "credit_grant_plan 99");
    }

    @Test
    void monthsAreCountedFromTheDayOfOpening() {
        UUID account = openAt("2027-01-31T23:30:00Z", Plan.FREE, 0);
        for (String end : List.of("2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30")) {
            Instant ends = Instant.parse(end + "T23:30:00Z");
            assertThat(period(account).endsAt()).isEqualTo(ends);
            at(ends.toString());
            assertThat(plans.resetDue()).isEqualTo(1);
            assertThat(period(account).startedAt()).isEqualTo(ends);
        }
        at("2028-02-29T23:00:00Z");
        plans.resetDue();
        assertThat(period(account)).isEqualTo(new Period(Instant.parse("2028-01-31T23:30:00Z"),
                Instant.parse("2028-02-29T23:30:00Z")));
    }

    @Test
    void missedMonthsAreOneReset() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.CREATOR, 0);
        at("2027-08-20T00:00:00Z");
        assertThat(plans.resetDue()).isEqualTo(1);
        assertThat(movements(account)).containsExactly("credit_grant_plan 1800", "credit_expiry_plan -1800",
                "credit_grant_plan 1800");
        assertThat(period(account).startedAt()).isEqualTo(Instant.parse("2027-08-10T08:00:00Z"));
    }

    @Test
    void theClockOfTheSandboxBringsTheMonth() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.FREE, 0);
        charge(account, "a", 90);
        at("2027-02-10T08:00:00Z");
        node.publishEvent(new ClockMoved(Duration.ofDays(31)));
        assertThat(ledger.balance(account).total()).isEqualTo(99);
    }

    @Test
    void anOverdraftOutlivesTheMonth() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.FREE, 0);
        assertThat(minute(account, "m1", 110)).isEqualTo("charged");
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, -11));
        at("2027-02-10T08:00:00Z");
        plans.resetDue();
        assertThat(ledger.balance(account)).isEqualTo(new Balance(99, 0, -11));
        assertThat(minute(account, "m2", 100)).isEqualTo("insufficient");
        assertThat(minute(account, "m3", 99)).isEqualTo("charged");
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, -11));
        assertThat(sumOfEntries(account)).isEqualTo(-11);
    }

    @Test
    void creditsThatReplacedTheMonthsStayAloneUntilThePlanChanges() {
        at("2027-01-10T08:00:00Z");
        UUID account = accounts.open(AccountRequest.of(Plan.PRO, "ada@example.com").withOnly(7)).accountId();
        at("2027-03-10T08:00:00Z");
        assertThat(plans.resetDue()).isZero();
        assertThat(periods(account)).isEmpty();
        assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 0, 7));
        plans.change(account, Plan.FREE);
        assertThat(ledger.balance(account)).isEqualTo(new Balance(99, 0, 7));
        at("2027-04-10T08:00:01Z");
        assertThat(plans.resetDue()).isEqualTo(1);
    }

    @Test
    void anotherPlanBeginsAMonthNow() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.FREE, 5);
        charge(account, "a", 9);
        at("2027-01-20T10:00:00Z");
        assertThat(plans.change(account, Plan.CREATOR)).isTrue();
        assertThat(ledger.balance(account)).isEqualTo(new Balance(1_800, 0, 5));
        assertThat(movements(account)).endsWith("credit_expiry_plan -90", "credit_grant_plan 1800");
        assertThat(accounts.get(account).plan()).isEqualTo(Plan.CREATOR);
        Period month = period(account);
        assertThat(month.endsAt()).isEqualTo(month.startedAt().atOffset(ZoneOffset.UTC).plusMonths(1).toInstant());
        assertThat(plans.change(account, Plan.CREATOR)).isFalse();
        assertThat(period(account)).isEqualTo(month);
        assertThat(plans.change(account, Plan.FREE)).isTrue();
        assertThat(ledger.balance(account)).isEqualTo(new Balance(99, 0, 5));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> plans.change(UUID.randomUUID(), Plan.PRO))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(CommonError.NOT_FOUND));
    }

    @Test
    void aSuspendedAccountKeepsItsMonths() {
        UUID account = openAt("2027-01-10T08:00:00Z", Plan.FREE, 0);
        accounts.changeStatus(account, Account.Status.SUSPENDED);
        at("2027-02-10T08:00:00Z");
        assertThat(plans.resetDue()).isEqualTo(1);
        assertThat(period(account).startedAt()).isEqualTo(Instant.parse("2027-02-10T08:00:00Z"));
    }

    @Test
    void oneThatCannotBeginHoldsUpNobody() {
        UUID broken = openAt("2027-01-10T08:00:00Z", Plan.FREE, 0);
        UUID healthy = openAt("2027-01-10T09:00:00Z", Plan.FREE, 0);
        jdbc.sql("alter table plan_period add constraint no_luck check (account_id <> '" + broken
                + "' or started_at < '2027-02-01')").update();
        at("2027-02-10T09:00:00Z");
        assertThat(plans.resetDue()).isEqualTo(1);
        assertThat(period(healthy).startedAt()).isEqualTo(Instant.parse("2027-02-10T09:00:00Z"));
        jdbc.sql("alter table plan_period drop constraint no_luck").update();
        assertThat(movements(broken)).containsExactly("credit_grant_plan 99");
        assertThat(plans.resetDue()).isEqualTo(1);
    }

    @Test
    void twoNodesBeginAMonthOnce() throws Exception {
        List<UUID> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(openAt("2027-01-10T08:00:00Z", Plan.CREATOR, 0));
        }
        at("2027-02-10T08:00:00Z");
        Plans other = otherNode.getBean(Plans.class);
        List<Callable<Integer>> tries = List.of(plans::resetDue, other::resetDue, plans::resetDue, other::resetDue);
        assertThat(AtOnce.run(tries).stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
        assertThat(many).allSatisfy(account -> assertThat(movements(account)).containsExactly("credit_grant_plan 1800",
                "credit_expiry_plan -1800", "credit_grant_plan 1800"));
    }

    @Test
    void chargesBesideAResetAreOfTheOldMonthOrTheNew() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID account = openAt("2027-01-10T08:00:00Z", Plan.CREATOR, 0);
            at("2027-02-10T08:00:00Z");
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String reference = "c" + i;
                tries.add(() -> charge(account, reference, 10));
            }
            tries.add(() -> plans.resetDue() > 0);
            tries.add(() -> otherNode.getBean(Plans.class).resetDue() > 0);
            assertThat(AtOnce.run(tries).subList(0, 12)).doesNotContain(false);
            long before = -movements(account).stream().filter(one -> one.startsWith("credit_expiry_plan"))
                    .mapToLong(one -> Long.parseLong(one.split(" ")[1])).sum();
            Balance left = ledger.balance(account);
            assertThat(1_800 - before + 1_800 - left.plan()).as("charged in both months").isEqualTo(120);
            assertThat(left.total()).isEqualTo(sumOfEntries(account));
        }
    }

    @Test
    void changesOfPlanBesideChargesAndResetsKeepTheBooks() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID account = openAt("2027-01-10T08:00:00Z", Plan.CREATOR, 0);
            at("2027-02-10T08:00:00Z");
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String reference = "c" + i;
                tries.add(() -> charge(account, reference, 10));
                Plan plan = i % 2 == 0 ? Plan.PRO : Plan.BUSINESS;
                tries.add(() -> (reference.length() % 2 == 0 ? plans : otherNode.getBean(Plans.class))
                        .change(account, plan));
            }
            tries.add(() -> plans.resetDue() > 0);
            AtOnce.run(tries);
            Balance left = ledger.balance(account);
            assertThat(left.total()).isEqualTo(sumOfEntries(account));
            assertThat(left.plan()).isBetween(accounts.get(account).plan().monthlyCredits() - 80,
                    accounts.get(account).plan().monthlyCredits());
        }
    }

    private static UUID openAt(String time, Plan plan, long topUp) {
        at(time);
        UUID account = accounts.open(AccountRequest.of(plan, "ada@example.com").plusTopUp(topUp)).accountId();
        // To the second: the clock went on while the account was opened.
        jdbc.sql("""
                update plan_period set anchor = :at::timestamptz, started_at = :at::timestamptz,
                                       ends_at = period_start(:at::timestamptz, 1)
                where account_id = :account
                """).param("at", time).param("account", account).update();
        return account;
    }

    private static void at(String time) {
        jdbc.sql(
                """
                        update installation_clock set offset_seconds = ceil(extract(epoch from :at::timestamptz - clock_timestamp()))
                        """)
                .param("at", time).update();
    }

    /** The month that the plan's credits belong to, the end excluded. */
    private record Period(Instant startedAt, Instant endsAt) {
    }

    private static Period period(UUID account) {
        return periods(account).getFirst();
    }

    private static List<Period> periods(UUID account) {
        return jdbc.sql("select started_at, ends_at from plan_period where account_id = ?").param(account)
                .query((row, n) -> new Period(row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static boolean charge(UUID account, String reference, long credits) {
        return Boolean.TRUE.equals(transaction.execute(status -> ledger.charge(account, reference, credits,
                Subject.ofAgent("agent_generation", "agent_generation_essence_1", "A91XMB7113"))));
    }

    private static String minute(UUID account, String reference, long credits) {
        return jdbc.sql("""
                select ledger_charge(?, ?, ?, -11, row ('live_session', 'x', 'usage_essence_model_self_hosted', null,
                                                        null, null, null, null)::ledger_subject)
                """).param(account).param(reference).param(credits).query(String.class).single();
    }

    private static List<String> movements(UUID account) {
        return jdbc.sql("""
                select pricing_code || ' ' || plan_delta + reward_delta + topup_delta from ledger_entry
                where account_id = ? order by created_at
                """).param(account).query(String.class).list();
    }

    private static long sumOfEntries(UUID account) {
        return jdbc.sql("select sum(plan_delta + reward_delta + topup_delta) from ledger_entry where account_id = ?")
                .param(account).query(Long.class).single();
    }
}
