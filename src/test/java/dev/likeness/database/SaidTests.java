package dev.likeness.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which of PostgreSQL's lines tell why it ended. */
@DisabledOnOs(OS.WINDOWS)
class SaidTests {

    private final AtomicLong now = new AtomicLong();

    @Test
    void whatAClientDidWrongIsNotWhyAServerEnded() throws Exception {
        Said said = said("LOG:  database system is ready", "ERROR:  duplicate key value", "DETAIL:  Key (id)=(1)");
        assertThat(said.lastWords()).isEqualTo("it said nothing");
        assertThat(said.last()).isEqualTo("ERROR: duplicate key value DETAIL: Key (id)=(1)");
    }

    @Test
    void whatEndedItIsToldWithItsHints() throws Exception {
        Said said = said("LOG:  could not write to file", "PANIC:  could not fsync", "HINT:  Buy a disk.",
                "ERROR:  duplicate key value");
        assertThat(said.lastWords()).isEqualTo("LOG: could not write to file PANIC: could not fsync HINT: Buy a disk.");
    }

    @Test
    void whatEndedAConnectionHoursAgoIsNot() throws Exception {
        Said said = said("FATAL:  terminating connection due to idle-in-transaction timeout");
        assertThat(said.lastWords()).contains("idle-in-transaction");
        now.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(said.lastWords()).isEqualTo("it said nothing");
    }

    private Said said(String... lines) throws Exception {
        Process program = new ProcessBuilder("printf", "%s", String.join("\n", lines)).start();
        Said said = new Said(program, _ -> {
        }, now::get);
        said.awaitEnd(Duration.ofMinutes(1));
        return said;
    }
}
