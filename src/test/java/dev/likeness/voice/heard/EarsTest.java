package dev.likeness.voice.heard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.voice.Phone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EarsTest {

    private static final Ears EARS = new Ears();

    @Test
    void closedLipsAreHeardWhenTheyAreClosed() throws IOException {
        List<Phone> heard = EARS.hear(Recording.sound());
        List<Phone> closed = heard.stream().filter(Recording::closes).toList();
        List<Phone> truth = Recording.phones().stream().filter(Recording::closes).toList();
        assertThat(closed).hasSameSizeAs(truth);
        for (int i = 0; i < truth.size(); i++) {
            assertThat(Math.abs(closed.get(i).start() - truth.get(i).start())).isLessThan(.08);
        }
        inOrder(heard);
    }

    @Test
    void oneOpinionForEverybodyWhoAsksAtOnce() throws Exception {
        float[] sound = Recording.sound();
        List<Phone> alone = EARS.hear(sound);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Phone>>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tasks.add(() -> EARS.hear(sound));
            }
            for (Future<List<Phone>> heard : threads.invokeAll(tasks)) {
                assertThat(heard.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void aLongSoundIsHeardAsItsPartsAre() throws IOException {
        float[] sound = Recording.sound();
        List<Phone> once = EARS.hear(sound);
        List<Phone> often = EARS.hear(Recording.repeated(sound, 8));
        assertThat(often.size()).isBetween(8 * once.size() - 16, 8 * once.size() + 16);
        assertThat(often.stream().filter(Recording::closes).count())
                .isEqualTo(8 * once.stream().filter(Recording::closes).count());
        inOrder(often);
    }

    @Test
    void nobodyIsHeardWhereNobodySpeaks() {
        float[] noise = new float[3 * SoundNet.RATE];
        Random random = new Random(7);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (.05 * random.nextGaussian());
        }
        assertThat(EARS.hear(noise)).isEmpty();
        assertThat(EARS.hear(new float[SoundNet.RATE])).isEmpty();
        assertThat(EARS.hear(new float[0])).isEmpty();
        assertThat(EARS.hear(new float[5])).isEmpty();
    }

    @Test
    void whatArrivesInRealTimeIsHeardAlmostAsTheWholeAndStaysTold() throws IOException {
        float[] sound = Recording.sound();
        LiveEars live = new LiveEars(EARS);
        List<Phone> told = List.of();
        for (int at = 0; at < sound.length; at += 320) {
            double before = live.settled();
            live.hear(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + 320)), (double) at / SoundNet.RATE);
            assertThat(live.settled()).isBetween((at + 320.0) / SoundNet.RATE - .36 - 1e-6,
                    Math.max(before, (at + 320.0) / SoundNet.RATE));
            List<Phone> now = live.phones();
            for (int i = 0; i < told.size() - 1; i++) {
                assertThat(now.get(i).start()).isEqualTo(told.get(i).start());
                assertThat(now.get(i).ipa()).isEqualTo(told.get(i).ipa());
            }
            told = now;
        }
        live.end((double) sound.length / SoundNet.RATE);
        inOrder(live.phones());
        assertThat(closuresFound(live.phones(), EARS.hear(sound))).isGreaterThanOrEqualTo(.9);
    }

    @Test
    void whatArrivesFasterThanItIsPlayedIsHeardAsTheWhole() throws IOException {
        float[] sound = Recording.sound();
        LiveEars live = new LiveEars(EARS);
        live.hear(sound, 0);
        live.end(0);
        assertThat(closuresFound(live.phones(), EARS.hear(sound))).isEqualTo(1);
        assertThat(live.settled()).isEqualTo((double) sound.length / SoundNet.RATE);
    }

    @Test
    void longListeningKeepsOnlyItsEnd() throws IOException {
        float[] sound = Recording.sound();
        LiveEars live = new LiveEars(EARS);
        int rounds = 6;
        for (int i = 0; i < rounds; i++) {
            live.hear(sound, (double) i * sound.length / SoundNet.RATE);
        }
        live.end((double) rounds * sound.length / SoundNet.RATE);
        assertThat(live.phones()).isNotEmpty()
                .allMatch(phone -> phone.start() > (double) rounds * sound.length / SoundNet.RATE - 12);
    }

    private static double closuresFound(List<Phone> heard, List<Phone> expected) {
        List<Phone> closed = expected.stream().filter(Recording::closes).toList();
        long found = closed.stream().filter(phone -> heard.stream().filter(Recording::closes)
                .anyMatch(other -> Math.abs(other.start() - phone.start()) < .1)).count();
        return (double) found / closed.size();
    }

    private static void inOrder(List<Phone> phones) {
        for (int i = 1; i < phones.size(); i++) {
            assertThat(phones.get(i).start()).isGreaterThanOrEqualTo(phones.get(i - 1).end());
        }
    }
}
