package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.talk.TalkTrack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpokenMouthsTest {

    private static final MouthShape SMILE = MouthShape.NEUTRAL.opened(.15, 1, .75);

    /** Somebody speaks where there is an x. */
    private static List<SpokenMouths.Moment> moments(String said) {
        List<TalkTrack.Frame> track = new ArrayList<>();
        said.chars().forEach(c -> track.add(new TalkTrack.Frame(c == 'x' ? Viseme.PP.shape() : null, 0, 0, 0)));
        SpokenMouths mouths = new SpokenMouths(track, said.length() + 5, SMILE);
        List<SpokenMouths.Moment> moments = new ArrayList<>();
        for (int i = 0; i < said.length() + 5; i++) {
            moments.add(mouths.at(i));
        }
        return moments;
    }

    private static double gap(SpokenMouths.Moment moment) {
        MouthShape shape = moment.shape();
        return shape == null ? SMILE.gap() : shape.gap();
    }

    @Test
    void aSmileOpensAndClosesBeforeItIsThePortraits() {
        List<SpokenMouths.Moment> moments = moments("............xxxx.......xxxx................");
        assertThat(moments.getFirst()).isEqualTo(SpokenMouths.Moment.REST);
        assertThat(moments.getLast()).isEqualTo(SpokenMouths.Moment.REST);
        for (int i = 1; i < moments.size(); i++) {
            assertThat(Math.abs(gap(moments.get(i)) - gap(moments.get(i - 1)))).as("frame %d", i).isLessThan(.03);
            assertThat(Math.abs(moments.get(i).rest() - moments.get(i - 1).rest())).isLessThan(.32);
        }
        assertThat(moments.get(19).rest()).as("a short pause").isLessThan(.2);
        assertThat(gap(moments.get(19))).isBetween(.03, .09);
    }

    @Test
    void aMouthThatSpeaksToTheEndIsClosedThere() {
        List<TalkTrack.Frame> track = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            track.add(new TalkTrack.Frame(Viseme.AA.shape(), 0, 0, 0));
        }
        SpokenMouths mouths = new SpokenMouths(track, 20, SMILE);
        assertThat(gap(mouths.at(15))).isEqualTo(Viseme.AA.shape().gap());
        assertThat(gap(mouths.at(19))).isZero();
    }
}
