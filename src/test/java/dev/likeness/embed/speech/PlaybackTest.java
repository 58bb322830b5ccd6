package dev.likeness.embed.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final Playback playback = new Playback();

    private void sent(UUID text, String part, double seconds) {
        playback.begin(text, part);
        playback.add(text, new SaidSentence("Some words that take a while.", true, seconds, new byte[0]));
        playback.end(text);
    }

    @Test
    void whatWaitsBehindALongSentenceWasNotHeard() {
        sent(ONE, "a 0", 1000);
        sent(TWO, "a 1", 1000);
        assertThat(playback.aheadNanos()).isBetween(1_900_000_000_000L, 2_000_000_000_000L);
        assertThat(playback.unheard()).containsExactlyInAnyOrderEntriesOf(Map.of(ONE, "", TWO, ""));
        assertThat(playback.forget(Map.of(ONE, "Some", new UUID(0, 9), ""))).isEqualTo(Map.of("a 0", "Some"));
        assertThat(playback.unheard()).isEmpty();
        assertThat(playback.aheadNanos()).isNotPositive();
    }

    @Test
    void whatIsOverWasHeard() {
        sent(ONE, "a 0", 0);
        assertThat(playback.isOver(ONE)).isTrue();
        sent(TWO, "a 1", 1000);
        assertThat(playback.isOver(TWO)).isFalse();
        playback.finished(TWO);
        assertThat(playback.isOver(TWO)).isTrue();
        assertThat(playback.unheard()).isEmpty();
    }

    @Test
    void aPageMayBeDoneBeforeItIsKnownThatAllWasSent() {
        playback.begin(ONE, "a 0");
        playback.add(ONE, new SaidSentence("One word.", true, 1000, new byte[0]));
        playback.finished(ONE);
        assertThat(playback.isOver(ONE)).isTrue();
        assertThat(playback.unheard()).isEmpty();
    }

    @Test
    void whatWasBegunAndNotSentIsStillToBeHeard() {
        playback.begin(ONE, "a 0");
        assertThat(playback.unheard()).isEqualTo(Map.of(ONE, ""));
        playback.end(ONE);
        assertThat(playback.isOver(ONE)).isTrue();
        assertThat(playback.isOver(TWO)).isFalse();
    }
}
