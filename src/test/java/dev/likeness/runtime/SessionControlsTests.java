package dev.likeness.runtime;

import static dev.likeness.runtime.Meter.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.Ledgers;
import dev.likeness.account.Accounts;
import dev.likeness.common.ApiException;
import dev.likeness.web.KnownSecret;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions that are stopped from outside (CONTRACT 4.2, 4.4), told as diaries. */
class SessionControlsTests {

    private final Meter meter = new Meter();
    private ConfigurableApplicationContext accounts;
    private SessionControls controls;

    @BeforeEach
    void open(@TempDir Path folder) {
        accounts = Ledgers.node(meter.database, folder, false);
        controls = new SessionControls(meter.jdbc, meter.sessions, accounts.getBean(Accounts.class));
    }

    @AfterEach
    void theBooksBalance() {
        accounts.close();
        assertThat(meter.booksBalance()).isTrue();
    }

    @Test
    void terminatingBillsTheStartedMinutesAndRefusesTheClientForAWhile() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(61);
        Session ended = controls.terminate(me.accountId(), beat.sessionId(), "it never stops talking");
        assertThat(ended.endReason()).isEqualTo("terminated");
        assertThat(ended.billedMinutes()).isEqualTo(2);
        assertThat(meter.balance(me)).isEqualTo(98);
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        meter.pass(319);
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        assertThat(meter.balance(me)).isEqualTo(98);
        meter.pass(1);
        assertThat(meter.outcome(me, "f")).isEqualTo("live");
        assertThat(meter.balance(me)).isEqualTo(97);
        assertThat(meter.sessionsOf(me)).isEqualTo(2);
        assertThat(reasonOf(beat)).isEqualTo("it never stops talking");
    }

    @Test
    void onlyTheTerminatedClientIsRefusedAndItsSlotIsFree() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        assertThat(meter.outcome(me, "g")).isEqualTo("CONCURRENCY_LIMIT_REACHED");
        controls.terminate(me.accountId(), beat.sessionId(), null);
        assertThat(meter.outcome(me, "g")).isEqualTo("live");
        assertThat(meter.outcome(heartbeat(meter.account("free", 100), "f", null, null))).isEqualTo("live");
    }

    @Test
    void terminatingTwiceChangesNothingMore() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        Session first = controls.terminate(me.accountId(), beat.sessionId(), "once");
        meter.pass(200);
        assertThat(controls.terminate(me.accountId(), beat.sessionId(), "twice")).isEqualTo(first);
        assertThat(reasonOf(beat)).isEqualTo("once");
        meter.pass(120);
        assertThat(meter.outcome(me, "f")).isEqualTo("live");
    }

    @Test
    void terminatingWhatHasEndedRefusesNobody() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        Session ended = meter.sessions.end(me.accountId(), beat.sessionId());
        Beat next = meter.beat(me, "f");
        assertThat(controls.terminate(me.accountId(), beat.sessionId(), null)).isEqualTo(ended);
        assertThat(meter.beat(me, "f").sessionId()).isEqualTo(next.sessionId());
    }

    @Test
    void whoTerminatesAQuietSessionDoesNotPayForTheQuiet() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(200);
        Session ended = controls.terminate(me.accountId(), beat.sessionId(), null);
        assertThat(ended.billedMinutes()).isOne();
        assertThat(ended.endedAt()).isEqualTo(ended.lastBeatAt());
        assertThat(ended.endReason()).isEqualTo("terminated");
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
    }

    @Test
    void aClientThatEndsItsSessionPaysUpToThen() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(200);
        assertThat(meter.sessions.end(me.accountId(), beat.sessionId()).billedMinutes()).isEqualTo(4);
    }

    @Test
    void aSuspendedAccountPaysNothingAtTheEndOfItsSessions() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(70);
        meter.jdbc.sql("update account set status = 'suspended' where account_id = :id").param("id", me.accountId())
                .update();
        assertThat(meter.sessions.end(me.accountId(), beat.sessionId()).billedMinutes()).isOne();
        assertThat(meter.balance(me)).isEqualTo(99);
    }

    @Test
    void aSessionThatFellSilentEndedByItself() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        meter.pass(301);
        Session ended = controls.terminate(me.accountId(), beat.sessionId(), null);
        assertThat(ended.endReason()).isEqualTo("silent");
        assertThat(ended.billedMinutes()).isOne();
        assertThat(meter.outcome(me, "f")).isEqualTo("live");
    }

    @Test
    void whatIsNotThereCannotBeTerminated() {
        KnownSecret me = meter.account("free", 100);
        KnownSecret other = meter.account("free", 100);
        Beat beat = meter.beat(other, "f");
        for (String session : new String[]{beat.sessionId(), UUID.randomUUID().toString(), ""}) {
            assertThatThrownBy(() -> controls.terminate(me.accountId(), session, null))
                    .isInstanceOf(ApiException.class).hasMessage("Session not found");
        }
        assertThat(meter.session(other, beat).ended()).isFalse();
    }

    @Test
    void aReasonHasAnEnd() {
        KnownSecret me = meter.account("free", 100);
        Beat beat = meter.beat(me, "f");
        assertThatThrownBy(() -> controls.terminate(me.accountId(), beat.sessionId(), "é".repeat(501)))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> controls.revokeAll(me.accountId(), "é".repeat(501))).hasMessageContaining("reason");
        assertThat(meter.session(me, beat).ended()).isFalse();
        controls.terminate(me.accountId(), beat.sessionId(), "\uD83D\uDE00".repeat(500));
        assertThat(meter.session(me, beat).ended()).isTrue();
    }

    @Test
    void revokingAllEndsWhatIsLiveAndRefusesEveryKey() {
        KnownSecret me = meter.account("pro", 100);
        KnownSecret other = meter.account("pro", 100);
        Beat first = meter.beat(me, "f");
        Beat second = meter.beat(me, "g");
        meter.beat(other, "f");
        meter.pass(60);
        controls.revokeAll(me.accountId(), "the key is in a public repository");
        assertThat(meter.session(me, first).endReason()).isEqualTo("terminated");
        assertThat(meter.session(me, second).billedMinutes()).isEqualTo(2);
        assertThat(meter.balance(me)).isEqualTo(96);
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        assertThat(meter.outcome(me, "new")).isEqualTo("RUNTIME_SUSPENDED");
        assertThat(meter.outcome(other, "f")).isEqualTo("live");
        controls.revokeAll(me.accountId(), null);
        assertThat(meter.balance(me)).isEqualTo(96);
        assertThat(reasonOf(first)).isEqualTo("the key is in a public repository");
    }

    @Test
    void afterANewSecretTheMinutesInBetweenAreNobodys() {
        KnownSecret me = meter.account("free", 100);
        Beat before = meter.beat(me, "f");
        controls.revokeAll(me.accountId(), null);
        meter.pass(200);
        assertThat(meter.outcome(me, "f")).isEqualTo("RUNTIME_SUSPENDED");
        meter.liftRevocation(me);
        Beat after = meter.beat(me, "f");
        assertThat(after.sessionId()).isNotEqualTo(before.sessionId());
        assertThat(after.balance()).isEqualTo(98);
    }

    private String reasonOf(Beat beat) {
        return meter.jdbc.sql("select terminate_reason from runtime_session where session_id = :id")
                .param("id", beat.sessionId()).query(String.class).single();
    }
}
