package dev.likeness.embed.speech;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Artifact;
import dev.likeness.avatar.talk.TalkTrack;
import dev.likeness.avatar.talk.Talking;
import dev.likeness.generation.AgentStudio;
import dev.likeness.tts.TunedVoice;
import dev.likeness.voice.Manner;
import dev.likeness.voice.Phone;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.heard.Ears;
import dev.likeness.voice.sound.Resampler;
import dev.likeness.voice.speak.Speaker;
import dev.likeness.voice.speak.Speech;
import dev.likeness.voice.text.UnsayableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says texts for agents, each once on this node however many rooms hear it. */
@Component
public class Sayings implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Sayings.class);
    private static final String ENGLISH = "en";
    private static final int EARS = 16_000;
    /** Samples of a frame. */
    private static final int FRAME = Utterance.RATE / TalkTrack.FPS;
    /** Samples of silence behind a text that goes on, as between two sentences of one. */
    private static final int BREATH = Utterance.RATE * 35 / 100;
    private static final int KEPT = 100;
    /** Four of the longest texts, each six minutes of sound. */
    private static final long KEPT_BYTES = 64 << 20;

    private final Speaker speaker;
    private final Faces faces;
    private final JsonMapper json;
    private final Ears ears = new Ears();
    /** Platform threads that are used again: src/docs/decisions.md. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("room-speech-", 0).factory());
    private final KeptSayings sayings = new KeptSayings(KEPT_BYTES, KEPT);

    /**
     * What is told of a sentence.
     *
     * @param cells the mouth's cell for each 40 ms
     * @param brow how far the brows rise, for each 40 ms, units
     * @param nod how far the head is bowed, for each 40 ms, radians
     */
    private record Head(String type, UUID id, int seq, boolean last, String text, List<Integer> cells,
            List<Double> brow, List<Double> nod) {
    }

    Sayings(Speaker speaker, Faces faces, JsonMapper json) {
        this.speaker = speaker;
        this.faces = faces;
        this.json = json;
    }

    /** Reads what the agent speaks with, so that its first sentence does not wait for it. */
    public void prepare(Agent agent, Artifact file) {
        faces.of(agent, file);
    }

    /**
     * A text, ready to be said.
     *
     * @param id of the text: whoever asks for the same one hears the same sentences
     * @param goesOn whether another text may follow as if it were the same
     */
    public Saying of(UUID id, String text, boolean goesOn, Agent agent, Artifact file) {
        return sayings.of(new KeptSayings.Key(id, agent.code(), file.objectKey()),
                grown -> new Saying(new Telling(id, text, goesOn, agent, file), grown));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /** What cannot be said ends the speech: who listens has its text. */
    private final class Telling implements Saying.Sentences {

        private final UUID id;
        private final String text;
        private final boolean goesOn;
        private final Agent agent;
        private final Artifact file;
        private @Nullable Speech speech;
        private @Nullable Future<SaidSentence> pending;
        private int count;

        Telling(UUID id, String text, boolean goesOn, Agent agent, Artifact file) {
            this.id = id;
            this.text = text;
            this.goesOn = goesOn;
            this.agent = agent;
            this.file = file;
        }

        @Override
        public @Nullable SaidSentence next() throws InterruptedException {
            Future<SaidSentence> sentence = pending == null ? threads.submit(this::say) : pending;
            // Whoever waits may be interrupted: the sentence is there for the next one who asks.
            pending = sentence;
            try {
                SaidSentence said = sentence.get();
                pending = null;
                return said;
            } catch (ExecutionException e) {
                pending = null;
                switch (e.getCause()) {
                    case SpeechException unsaid -> LOG.info("{} cannot say it: {}", agent.code(), unsaid.getMessage());
                    case UnsayableException unsaid ->
                        LOG.info("{} cannot say it: {}", agent.code(), unsaid.getMessage());
                    case SpeechAwayException away -> LOG.warn("{} cannot speak: {}", agent.code(), away.getMessage());
                    case null, default -> LOG.error("{} cannot speak", agent.code(), e.getCause());
                }
                return end();
            }
        }

        private SaidSentence say() throws InterruptedException {
            Face face = faces.of(agent, file);
            Speech saying = speech;
            if (saying == null) {
                saying = speaker.speak(text, manner(text, face));
                speech = saying;
            }
            Utterance said = saying.next();
            return said == null ? end() : sentence(face, said, !saying.hasMore());
        }

        private SaidSentence end() {
            return framed(new Head("speech", id, count++, true, "", List.of(), List.of(), List.of()), new float[0]);
        }

        private SaidSentence sentence(Face face, Utterance said, boolean last) {
            int number = count++;
            int length = said.sound().length + (last && goesOn ? BREATH : 0);
            float[] sound = Arrays.copyOf(said.sound(), (length + FRAME - 1) / FRAME * FRAME);
            List<Phone> phones = said.phones().isEmpty()
                    ? ears.hear(Resampler.of(sound, Utterance.RATE, EARS))
                    : said.phones();
            TalkTrack track = Talking.of(phones, sound, Utterance.RATE, id.getLeastSignificantBits() + number);
            List<Integer> cells = new ArrayList<>();
            List<Double> brow = new ArrayList<>();
            List<Double> nod = new ArrayList<>();
            int cell = 0;
            for (TalkTrack.Frame frame : track.frames()) {
                cell = face.cells() == null ? 0 : face.cells().of(frame.mouth(), cell);
                cells.add(cell);
                brow.add(rounded(frame.brow()));
                nod.add(rounded(frame.nod()));
            }
            return framed(new Head("speech", id, number, last, said.text(), cells, brow, nod), sound);
        }
    }

    /** In the language of the text, where it can be told and is spoken here, else in the agent's, else in English. */
    private Manner manner(String text, Face face) {
        TunedVoice voice = new TunedVoice(face.voice().voice(), face.voice().tuning());
        return Stream.of(AgentStudio.language(text).orElse(face.language()), face.language(), ENGLISH)
                .map(language -> voice.manner(language, 1)).filter(manner -> speaker.engine(manner).isPresent())
                .findFirst().orElseGet(() -> voice.manner(face.language(), 1));
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private SaidSentence framed(Head head, float[] sound) {
        byte[] told = json.writeValueAsBytes(head);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + told.length + sound.length * Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN).putInt(told.length).put(told);
        for (float sample : sound) {
            bytes.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * Short.MAX_VALUE));
        }
        return new SaidSentence(head.text, head.last, (double) sound.length / Utterance.RATE, bytes.array());
    }
}
