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
            the shares of a batch   | beats         | "sum(m.price) over (partition by m.account_id order by m.place) as upto" | m.price as upto
            numbers forgotten       | beat          | last_seq >= p_seq              | false
            numbers in a batch      | beats         | k.seq > coalesce(s.last_seq, 0) | true
            a longer grace          | session_silence | 301 seconds                  | 302 seconds
            a shorter grace         | session_silence | 301 seconds                  | 300.9 seconds
            one session too many    | plan_sessions | 'creator' then 3               | 'creator' then 4
            dead secrets live       | beat          | v_account.deleted_at is not null | false
            opens without credits   | beat          | result.balance < p_rate        | false
            top-up before reward    | ledger_charge | least(w.reward, p_credits - from_plan) | 0
            a reference twice       | ledger_charge | "(p_account, p_reference, 'charge'" | "(p_account, gen_random_uuid(), 'charge'"
            credits from nowhere    | ledger_charge | topup - (p_credits             | topup - 0 * (p_credits
            a refund too much       | ledger_refund | , p + r + t);                  | , p + r + t + 1);
            to the wrong bucket     | ledger_refund | least(t, wanted)               | least(0, wanted)
            a grant twice           | ledger_grant  | "reference = p_reference) then" | "reference = p_reference and false) then"
            billed after the end    | end_session   | if s.ended_at is not null then | if false then
            suspended ones billed   | end_session   | status = 'active'              | true
            the quiet billed        | end_session   | "p_reason <> 'ended'"          | false
            an old month for minutes | beat         | v_account.ends_at <= v_now     | false
            an old month in a batch | beats         | p.ends_at <= v_now             | false
            an old month for charges | account_charge | "perform plan_reset(p_account);" | ""
            silence billed          | end_session   | ">= session_silence()"         | ">= interval '1 day'"
            credits rolled over     | ledger_expire | plan = plan - gone             | plan = plan - gone / 2
            a month too short       | period_start  | "months => p_months"           | "days => 30 * p_months"
            months of local time    | period_start  | "at time zone 'UTC'"           | ""
            missed months granted   | plan_turn     | plan_credits(p_plan)           | plan_credits(p_plan) * greatest(p_number, 1)
            suspended ones charged  | account_charge | "status <> 'active'"          | false
            no refusal              | terminate_session | 320 seconds                | 0 seconds
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
