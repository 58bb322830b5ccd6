package dev.likeness.video;

import dev.likeness.agent.Agent;
import dev.likeness.generation.AgentStudio;
import dev.likeness.tts.TunedVoice;
import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.Recordings;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.VoiceProfile;
import dev.likeness.voice.heard.Ears;
import dev.likeness.voice.sound.Resampler;
import dev.likeness.voice.speak.Speaker;
import dev.likeness.voice.speak.Speech;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is heard in a video: a text that is said, or a recording that is listened to. Two minutes of it fit into memory. */
@Component
class Sounds {

    private static final String ENGLISH = "en";
    private static final int EARS = 16_000;
    private static final int MOST = VideoOrder.LONGEST * Utterance.RATE;

    private final AgentStudio studio;
    private final Speaker speaker;
    private final Recordings recordings = new Recordings();
    private final Ears ears = new Ears();

    Sounds(AgentStudio studio, Speaker speaker) {
        this.studio = studio;
        this.speaker = speaker;
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
    Heard said(VideoOrder order, Agent agent, Runnable watch) throws InterruptedException {
        String text = String.valueOf(order.text());
        Speech saying = speaker.speak(text, manner(text, order.voice(), agent));
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
        return new Heard(all, phones.isEmpty() ? ears.hear(Resampler.of(all, Utterance.RATE, EARS)) : phones);
    }

    /** In the language of the text, where it can be told and is spoken here, else in the agent's, else in English. */
    private Manner manner(String text, @Nullable TunedVoice chosen, Agent agent) {
        VoiceProfile own = studio.voice(agent);
        TunedVoice voice = chosen == null ? new TunedVoice(own.voice(), own.tuning()) : chosen;
        String agents = Objects.requireNonNullElse(agent.language(), ENGLISH);
        return Stream.of(AgentStudio.language(text).orElse(agents), agents, ENGLISH)
                .map(language -> voice.manner(language, 1)).filter(manner -> speaker.engine(manner).isPresent())
                .findFirst().orElseGet(() -> voice.manner(agents, 1));
    }

    /** The first two minutes of a recording. */
    Heard listened(String url, @Nullable String key, Path work, Runnable watch) throws InterruptedException {
        Path file = work.resolve("recording");
        studio.recording(url, key, file);
        watch.run();
        float[] sound = recordings.decode(file, Utterance.RATE, watch);
        List<Phone> phones = ears.hear(Resampler.of(sound, Utterance.RATE, EARS));
        watch.run();
        return new Heard(sound, phones);
    }
}
