package dev.likeness.video;

import dev.likeness.agent.Agent;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.avatar.film.TalkingFilms;
import dev.likeness.avatar.mp4.SoundWriter;
import dev.likeness.avatar.talk.TalkTrack;
import dev.likeness.avatar.talk.Talking;
import dev.likeness.generation.AgentStudio;
import dev.likeness.job.JobContext;
import dev.likeness.job.JobFailure;
import dev.likeness.voice.SampleException;
import dev.likeness.voice.SpeechAwayException;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.text.UnsayableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** The engine inside: sound, the face that speaks it, the film of both. The same order gives the same film. */
@Component
class TalkingVideo implements VideoMaker {

    private static final double HEARD = .2;
    private static final double DRAWN = .25;

    private final AgentStudio studio;
    private final Sounds sounds;
    private final VideoProperties properties;
    private final TalkingFilms films = new TalkingFilms();

    TalkingVideo(AgentStudio studio, Sounds sounds, VideoProperties properties) {
        this.studio = studio;
        this.sounds = sounds;
        this.properties = properties;
    }

    @Override
    public void make(JobContext context, Agent agent, VideoOrder order, Path work, Path mp4) throws Exception {
        context.progress(.02, "speech", "Preparing the sound");
        Sounds.Heard heard = heard(context, agent, order, work);
        long seed = AgentStudio.seed(agent.code().getBytes(StandardCharsets.UTF_8),
                SoundWriter.pcm(heard.samples()));
        TalkTrack track = Talking.of(heard.phones(), heard.samples(), Utterance.RATE, seed);
        Path sound = work.resolve("sound.wav");
        try (SoundWriter writer = new SoundWriter(sound)) {
            writer.write(heard.samples());
        }
        context.progress(HEARD, "portrait", "Reading the portrait");
        Portrait portrait = studio.portrait(agent, AgentStudio.size(agent, order.model(), order.high()), work);
        context.progress(DRAWN, "video", "Rendering the video");
        MotionSpec motion = AgentStudio.motion(order.model(), seed);
        films.render(portrait, motion, track, sound, properties.order(agent.name()), mp4,
                share -> context.progress(DRAWN + (.99 - DRAWN) * share, "video", "Rendering the video"));
    }

    private Sounds.Heard heard(JobContext context, Agent agent, VideoOrder order, Path work)
            throws InterruptedException {
        Runnable watch = () -> context.progress(.05, "speech", "Preparing the sound");
        try {
            String url = order.audioUrl();
            Sounds.Heard heard = url == null
                    ? sounds.said(order, agent, watch)
                    : sounds.listened(url, order.audioKey(), work, watch);
            if (heard.samples().length == 0) {
                throw new SpeechException("there is nothing in the text that can be said");
            }
            return heard;
        } catch (SampleException | SpeechException | UnsayableException e) {
            throw JobFailure.permanent("speech", "Speech failed: " + e.getMessage(), e);
        } catch (SpeechAwayException e) {
            throw JobFailure.passing("speech", "Speech failed: " + e.getMessage(), e);
        }
    }
}
