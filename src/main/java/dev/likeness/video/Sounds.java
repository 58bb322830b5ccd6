package dev.likeness.video;

import dev.likeness.generation.AgentStudio;
import dev.likeness.voice.Phone;
import dev.likeness.voice.Recordings;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.VoiceProfile;
import dev.likeness.voice.heard.Ears;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is heard in a video: a text that is said, or a recording that is listened to. Two minutes of it fit into memory. */
@Component
class Sounds {

    private static final int EARS = 16_000;
    private static final int MOST = VideoOrder.LONGEST * Utterance.RATE;

    private final AgentStudio studio;
    private final ObjectProvider<Tongue> tongues;
    private final Recordings recordings = new Recordings();
    private final Ears ears = new Ears();

    Sounds(AgentStudio studio, ObjectProvider<Tongue> tongues) {
        this.studio = studio;
        this.tongues = tongues;
    }

    /**
     * Sound and what is said in it.
     *
     * @param samples {@link Utterance#RATE} a second
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Heard(float[] samples, List<Phone> phones) {
    }

    /**
     * The sentences that fit; of a first one that does not, its beginning.
     *
     * @param watch called between sentences; what it throws ends it
     */
    Heard said(VideoOrder order, VoiceProfile own, Runnable watch) throws InterruptedException {
        Tongue tongue = tongues.getIfAvailable();
        if (tongue == null) {
            throw new SpeechException("this server has no voice");
        }
        Tongue.Saying saying = tongue.say(String.valueOf(order.text()), order.voice(), own);
        List<float[]> sounds = new ArrayList<>();
        List<Phone> phones = new ArrayList<>();
        int length = 0;
        for (Utterance said = saying.next(); said != null; said = saying.next()) {
            watch.run();
            boolean fits = length + said.sound().length <= MOST;
            if (fits || length == 0) {
                double start = (double) length / Utterance.RATE;
                float[] sound = fits ? said.sound() : Arrays.copyOf(said.sound(), MOST);
                said.phones().stream().map(phone -> phone.later(start))
                        .filter(phone -> phone.end() <= VideoOrder.LONGEST).forEach(phones::add);
                sounds.add(sound);
                length += sound.length;
            }
            if (!fits) {
                break;
            }
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] sound : sounds) {
            System.arraycopy(sound, 0, all, at, sound.length);
            at += sound.length;
        }
        return new Heard(all, phones);
    }

    /** The first two minutes of a recording. */
    Heard listened(String url, Path work, Runnable watch) throws InterruptedException {
        Path file = work.resolve("recording");
        studio.recording(url, file);
        watch.run();
        float[] sound = recordings.decode(file, Utterance.RATE, watch);
        List<Phone> phones = ears.hear(recordings.decode(file, EARS, watch));
        watch.run();
        return new Heard(sound, phones);
    }
}
