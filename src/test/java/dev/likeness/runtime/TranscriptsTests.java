package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.runtime.Transcripts.Line;
import dev.likeness.web.KnownSecret;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How long it is kept what was said ({@code likeness.runtime.transcripts.keep}). */
class TranscriptsTests {

    private final Meter meter = new Meter();
    private final KnownSecret owner = meter.account("pro", 100);
    private final String session = meter.session(owner, meter.beat(owner, "f")).sessionId();

    private Transcripts kept(Duration keep) {
        return new Transcripts(meter.jdbc, new TranscriptProperties(keep));
    }

    private void say(Transcripts transcripts, String what) {
        transcripts.said(owner.accountId(), session, UUID.randomUUID(), "user", what);
    }

    private int rows() {
        return meter.jdbc.sql("select count(*) from session_message").query(Integer.class).single();
    }

    @Test
    void whatIsOlderIsDeletedAndNothingElse() {
        Transcripts transcripts = kept(Duration.ofHours(2));
        say(transcripts, "One");
        meter.pass(3600);
        say(transcripts, "Two");
        assertThat(transcripts.forget()).isZero();
        meter.pass(3601);
        assertThat(transcripts.forget()).isEqualTo(1);
        assertThat(transcripts.of(owner.accountId(), session)).extracting(Line::content).containsExactly("Two");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whatWasSaidTwiceUnderOneIdIsKeptOnce() {
        Transcripts transcripts = kept(Duration.ofDays(30));
        UUID id = UUID.randomUUID();
        transcripts.said(owner.accountId(), session, id, "assistant", "Hello");
        transcripts.said(owner.accountId(), session, id, "assistant", "Hello");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void zeroKeepsNothingAndDeletesWhatWasKeptBefore() {
        say(kept(Duration.ofDays(30)), "Before");
        Transcripts none = kept(Duration.ZERO);
        say(none, "Now");
        assertThat(rows()).isEqualTo(1);
        meter.pass(1);
        none.forget();
        assertThat(rows()).isZero();
    }
}
