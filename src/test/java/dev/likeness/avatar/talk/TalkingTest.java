package dev.likeness.avatar.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.talk.TalkTrack.Frame;
import dev.likeness.voice.Phone;
import dev.likeness.voice.heard.Ears;
import dev.likeness.voice.heard.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TalkingTest {

    private static final int RATE = 16_000;

    @Test
    void lipsCloseOnEverySoundThatClosesThem() throws IOException {
        float[] sound = Recording.sound();
        for (List<Phone> phones : List.of(Recording.phones(), new Ears().hear(sound))) {
            List<Frame> frames = Talking.of(phones, sound, RATE, 1).frames();
            List<Phone> closed = phones.stream().filter(Recording::closes).toList();
            assertThat(closed).hasSizeGreaterThan(8);
            for (Phone phone : closed) {
                assertThat(gap(frames.get((int) ((phone.start() + phone.end()) / 2 * TalkTrack.FPS)))).isLessThan(.02);
            }
        }
    }

    @Test
    void theMouthFollowsTheVoiceAtOnceAndNeverJumps() throws IOException {
        float[] sound = Recording.sound();
        for (List<Phone> phones : List.of(Recording.phones(), new Ears().hear(sound))) {
            double[] gaps = gaps(Talking.of(phones, sound, RATE, 1));
            double[] loud = new double[gaps.length];
            for (int i = 0; i < sound.length; i++) {
                loud[i * TalkTrack.FPS / RATE] += sound[i] * sound[i];
            }
            double[] rms = DoubleStream.of(loud).map(Math::sqrt).toArray();
            assertThat(correlation(gaps, rms, 0)).isGreaterThan(.6);
            for (int lag : new int[]{-3, -2, -1, 1, 2, 3}) {
                assertThat(correlation(gaps, rms, lag)).isLessThan(correlation(gaps, rms, 0));
            }
            for (int i = 1; i < gaps.length; i++) {
                assertThat(Math.abs(gaps[i] - gaps[i - 1])).isLessThan(.12);
            }
        }
    }

    @Test
    void whatIsHeardLooksLikeWhatWasSaid() throws IOException {
        float[] sound = Recording.sound();
        double[] said = gaps(Talking.of(Recording.phones(), sound, RATE, 1));
        double[] heard = gaps(Talking.of(new Ears().hear(sound), sound, RATE, 1));
        assertThat(correlation(said, heard, 0)).isGreaterThan(.8);
    }

    @Test
    void aPauseBringsTheMouthToRestOnlyWhereItIsLong() {
        float[] sound = hum(4);
        List<Frame> frames = Talking.of(List.of(new Phone("ɑ", 2, .5, .8), new Phone("ɑ", 0, .9, 1.2),
                new Phone("ɑ", 0, 1.5, 1.8), new Phone("", 0, 1.8, 2.6), new Phone("ɑ", 0, 2.6, 3)), sound, RATE, 1)
                .frames();
        assertThat(frames).hasSize(100);
        assertThat(frames.getFirst().mouth()).isNull();
        assertThat(gap(frames.get(20))).as("a breath of .1 s").isGreaterThan(.2);
        assertThat(gap(frames.get(33))).as("a pause of .3 s").isBetween(.08, .22);
        assertThat(frames.get(54).mouth()).as("a pause of .8 s").isNull();
        assertThat(frames.getLast().mouth()).isNull();
    }

    @Test
    void aDiphthongGoesFromOneVowelToTheOther() {
        List<Frame> frames = Talking.of(List.of(new Phone("aʊ", 2, .5, 1.1)), hum(2), RATE, 1).frames();
        MouthShape first = frames.get(15).mouth();
        MouthShape second = frames.get(25).mouth();
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(first.gap()).isGreaterThan(second.gap() + .1);
        assertThat(first.width()).isGreaterThan(second.width() + .2);
    }

    @Test
    void theSameWordsGiveTheSameFilmAndAnotherSeedAnother() throws IOException {
        float[] sound = Recording.sound();
        TalkTrack track = Talking.of(Recording.phones(), sound, RATE, 5);
        assertThat(Talking.of(Recording.phones(), sound, RATE, 5)).isEqualTo(track);
        assertThat(Talking.of(Recording.phones(), sound, RATE, 6)).isNotEqualTo(track);
    }

    @Test
    void facesBlinkBowAndRaiseTheirBrowsInMeasure() {
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 10 < 8) {
                phones.add(new Phone(i % 2 == 0 ? "b" : "ɑ", i % 4 == 1 ? 2 : 0, i * .3, i * .3 + .28));
            }
        }
        for (long seed = 0; seed < 20; seed++) {
            List<Frame> frames = Talking.of(phones, hum(60), RATE, seed).frames();
            List<Integer> blinks = starts(frames.stream().mapToDouble(Frame::lids).toArray());
            assertThat(blinks.size()).isBetween(12, 40);
            for (int i = 1; i < blinks.size(); i++) {
                assertThat(blinks.get(i) - blinks.get(i - 1)).isBetween(30, 111);
            }
            List<Integer> brows = starts(frames.stream().mapToDouble(Frame::brow).toArray());
            assertThat(brows.size()).isBetween(5, 24);
            assertThat(starts(frames.stream().mapToDouble(Frame::nod).toArray()).size()).isGreaterThan(5);
            assertThat(frames).allMatch(frame -> frame.brow() <= .033 && frame.nod() < .02 && frame.lids() <= 1);
        }
    }

    @Test
    void noSoundIsATrackToo() {
        assertThat(Talking.of(List.of(), new float[0], RATE, 1).frames()).isEmpty();
        assertThat(Talking.of(List.of(new Phone("b", 0, 0, 9)), new float[RATE / 10], RATE, 1).frames()).hasSize(3);
        assertThat(Talking.of(List.of(), new float[RATE], RATE, 1).frames())
                .allMatch(frame -> frame.mouth() == null);
    }

    private static List<Integer> starts(double[] values) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0 && (i == 0 || values[i - 1] == 0)) {
                starts.add(i);
            }
        }
        return starts;
    }

    private static float[] hum(int seconds) {
        float[] sound = new float[seconds * RATE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (.3 * Math.sin(2 * Math.PI * 125 * i / RATE));
        }
        return sound;
    }

    private static double[] gaps(TalkTrack track) {
        return track.frames().stream().mapToDouble(TalkingTest::gap).toArray();
    }

    private static double gap(Frame frame) {
        MouthShape mouth = frame.mouth();
        return mouth == null ? Viseme.SIL.shape.gap() : mouth.gap();
    }

    private static double correlation(double[] a, double[] b, int lag) {
        int from = Math.max(0, -lag);
        int to = Math.min(a.length, b.length - lag);
        double meanA = 0;
        double meanB = 0;
        for (int i = from; i < to; i++) {
            meanA += a[i] / (to - from);
            meanB += b[i + lag] / (to - from);
        }
        double both = 0;
        double varA = 0;
        double varB = 0;
        for (int i = from; i < to; i++) {
            both += (a[i] - meanA) * (b[i + lag] - meanB);
            varA += (a[i] - meanA) * (a[i] - meanA);
            varB += (b[i + lag] - meanB) * (b[i + lag] - meanB);
        }
        return both / Math.sqrt(varA * varB);
    }
}
