package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that cannot fail proves nothing: one fault at a time in the database's functions, and the steps find it. */
class BooksMutationTests {

    private static final int RUNS = 15;

    private static BooksNodes nodes;

    @BeforeAll
    static void start(@TempDir Path folder) {
        nodes = new BooksNodes(folder);
        // Constraints would stop some faults: the steps have to see them by themselves.
        for (String constraint : List.of("floor", "plan", "reward", "topup")) {
            nodes.jdbc.sql("alter table wallet drop constraint wallet_" + constraint).update();
        }
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void theSameStepsFindNothingWithoutAFault() {
        take();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a minute too many       | started_minutes | / 60)::int + 1               | / 60)::int + 2
            minutes billed twice    | bill_session  | p_session.billed_minutes) *    | p_session.billed_minutes + 1) *
            no floor                | beat          | v_price < -11                  | v_price < -100
            no floor for a batch    | beats         | account_price >= -11           | account_price >= -100
            the shares of a batch   | beats         | e.upto - e.price               | 0
            numbers forgotten       | beat          | last_seq >= p_seq              | false
            numbers in a batch      | beats         | k.seq > coalesce(s.last_seq, 0) | true
            a longer grace          | session_silence | 301 seconds                  | 302 seconds
            a shorter grace         | session_silence | 301 seconds                  | 300.9 seconds
            one session too many    | plan_sessions | 'creator' then 3               | 'creator' then 4
            dead secrets live       | admission     | k.deleted_at is null           | true
            revoked ones live       | admission     | a.runtime_suspended_at is not null | false
            suspended ones admitted | admission     | "a.status <> 'active'"         | false
            agents of nobody        | admission     | p_agent is not null            | false
            deleted agents          | admission     | g.deleted_at is null           | true
            no refusal              | admission     | f.refused_until > p_now        | false
            opens without credits   | covers_a_minute | p_balance >= p_rate          | true
            top-up before reward    | credit_split  | p_first + p_second             | p_first
            a reference twice       | ledger_charge | "(p_account, p_reference, 'charge'" | "(p_account, gen_random_uuid()::text, 'charge'"
            credits from nowhere    | ledger_move   | topup + p_topup                | topup + 0 * p_topup
            a refund too much       | ledger_refund | owed.topup);                   | owed.topup + 1);
            to the wrong bucket     | ledger_refund | (owed.topup::bigint, owed.reward::bigint | (owed.reward::bigint, owed.topup::bigint
            a grant twice           | ledger_grant  | "(p_account, p_reference, 'grant'" | "(p_account, gen_random_uuid()::text, 'grant'"
            billed after the end    | end_session   | if s.ended_at is not null then | if false then
            suspended ones billed   | end_session   | status = 'active'              | true
            the quiet billed        | end_session   | "p_reason <> 'ended'"          | false
            an old month for minutes | beat         | v_account.month_over           | false
            an old month in a batch | beats         | not d.month_over               | true
            an old month for charges | account_charge | "perform plan_reset(p_account);" | ""
            silence billed          | end_session   | ">= session_silence()"         | ">= interval '1 day'"
            credits rolled over     | ledger_expire | -gone, 0, 0                    | -gone / 2, 0, 0
            a month too short       | period_start  | "months => p_months"           | "days => 30 * p_months"
            months of local time    | period_start  | "at time zone 'UTC'"           | ""
            missed months granted   | plan_turn     | plan_credits(p_plan)           | plan_credits(p_plan) * greatest(p_number, 1)
            suspended ones charged  | account_charge | "status <> 'active'"          | false
            a refusal too short     | terminate_session | 320 seconds                | 0 seconds
            """)
    void theStepsFind(String fault, String function, String part, String instead) {
        String definition = nodes.jdbc.sql("select pg_get_functiondef(oid) from pg_proc where proname = :name")
                .param("name", function).query(String.class).single();
        assertThat(definition).as("the place of the fault").contains(part);
        nodes.jdbc.sql(definition.replace(part, instead)).update();
        try {
            BooksStory.Differs found = catchThrowableOfType(BooksStory.Differs.class, BooksMutationTests::take);
            assertThat(found).as(fault).isNotNull();
            System.out.println(fault + ": " + found.getMessage().lines().findFirst().orElseThrow());
        } finally {
            nodes.jdbc.sql(definition).update();
        }
    }

    @Test
    void aSeedTellsTheSameStoryEachTime() {
        String definition = nodes.jdbc.sql("select pg_get_functiondef('plan_sessions'::regproc)").query(String.class)
                .single();
        nodes.jdbc.sql(definition.replace("then 3", "then 4")).update();
        try {
            assertThat(firstDifference()).isEqualTo(firstDifference());
        } finally {
            nodes.jdbc.sql(definition).update();
        }
    }

    /** Without the ids that the server draws. */
    private static String firstDifference() {
        return catchThrowableOfType(BooksStory.Differs.class, BooksMutationTests::take).getMessage()
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id");
    }

    private static void take() {
        for (int seed = 1; seed <= RUNS; seed++) {
            new BooksRun(nodes, seed).run(250);
        }
    }
}
