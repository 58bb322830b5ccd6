package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that cannot fail proves nothing: one fault at a time in the database's functions, and the steps find it. */
class BooksMutationTests {

    private static final int RUNS = 20;

    @TempDir
    private Path folder;

    @Test
    void theSameStepsFindNothingWithoutAFault() {
        try (BooksNodes nodes = new BooksNodes(folder)) {
            for (int seed = 1; seed <= RUNS; seed++) {
                new BooksRun(nodes, seed).run(250);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a minute too many       | bill_minutes  | / 60)::int + 1                 | / 60)::int + 2
            minutes billed twice    | bill_minutes  | p_session.billed_minutes + 1;  | greatest(1, p_session.billed_minutes);
            no floor                | beat          | 0 else -11 end                 | 0 else -100 end
            a longer grace          | session_silence | 301 seconds                  | 302 seconds
            a shorter grace         | session_silence | 301 seconds                  | 300.9 seconds
            one session too many    | plan_sessions | 'creator' then 3               | 'creator' then 4
            dead secrets live       | beat          | v_secret.deleted_at is not null | false
            opens without credits   | beat          | result.balance < p_rate        | false
            top-up before reward    | ledger_charge | greatest(w.reward, 0)          | 0
            a reference twice       | ledger_charge | "reference = p_reference) then" | "reference = p_reference and false) then"
            credits from nowhere    | ledger_charge | topup - (p_credits             | topup - 0 * (p_credits
            a refund too much       | ledger_refund | , p + r + t);                  | , p + r + t + 1);
            to the wrong bucket     | ledger_refund | least(t, wanted)               | least(0, wanted)
            a grant twice           | ledger_grant  | "reference = p_reference) then" | "reference = p_reference and false) then"
            billed after the end    | end_session   | if s.ended_at is not null then | if false then
            silence billed          | end_session   | ">= session_silence()"         | ">= interval '1 day'"
            no refusal              | terminate_session | 320 seconds                | 0 seconds
            """)
    void theStepsFind(String fault, String function, String part, String instead) {
        try (BooksNodes nodes = new BooksNodes(folder)) {
            String definition = nodes.jdbc.sql("select pg_get_functiondef(oid) from pg_proc where proname = :name")
                    .param("name", function).query(String.class).single();
            assertThat(definition).as("the place of the fault").contains(part);
            nodes.jdbc.sql("alter table wallet drop constraint wallet_floor").update();
            nodes.jdbc.sql("alter table ledger_entry drop constraint ledger_entry_account_id_reference_key").update();
            nodes.jdbc.sql(definition.replace(part, instead)).update();
            BooksStory.Differs found = catchThrowableOfType(BooksStory.Differs.class, () -> {
                for (int seed = 1; seed <= RUNS; seed++) {
                    new BooksRun(nodes, seed).run(250);
                }
            });
            assertThat(found).as(fault).isNotNull();
            System.out.println(fault + ": " + found.getMessage().lines().findFirst().orElseThrow());
        }
    }
}
