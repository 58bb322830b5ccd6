package dev.likeness.dynamics;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelFiles;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.film.GestureFilms;
import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.avatar.gesture.Gesture;
import dev.likeness.avatar.gesture.GestureTrack;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.avatarfile.AvatarFile;
import dev.likeness.avatarfile.GestureClip;
import dev.likeness.common.Model;
import dev.likeness.generation.AgentStudio;
import dev.likeness.job.JobContext;
import dev.likeness.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One attempt at films of gestures by the engine inside. Each model's file gets films of its own size, of the portrait and
 * the motion that its loop was made of; files of another engine stay as they are. The films of the model that the agent was
 * created with are those clients see; where that has no file here, they are made of the agent's portrait.
 */
@Component
class GestureBuild {

    private static final double BEGUN = .05;
    private static final double RENDERED = .95;
    private static final String STEP = "video";

    private final Agents agents;
    private final AgentStudio studio;
    private final Portraits portraits;
    private final GestureFiles files;
    private final ObjectStore store;

    GestureBuild(Agents agents, AgentStudio studio, Portraits portraits, GestureFiles files, ObjectStore store) {
        this.agents = agents;
        this.studio = studio;
        this.portraits = portraits;
        this.files = files;
        this.store = store;
    }

    /**
     * A model's file, fetched.
     *
     * @param former null for a model without one
     */
    private record Source(Model model, @Nullable Artifact former, @Nullable Path file) {
    }

    /** What all films of an attempt share. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Attempt(JobContext context, Agent agent, DynamicsOrder order, byte @Nullable [] picture,
            Path work, int sources) {
    }

    Made run(JobContext context, DynamicsOrder order, Path work) throws IOException, InterruptedException {
        Agent agent = agents.get(context.job().accountId(), context.job().subject());
        context.progress(.01, "portrait", "Reading the portrait");
        byte[] picture = order.imageUrl() == null
                ? null
                : studio.picture(order.imageUrl(), order.imageKey(), work);
        List<Source> sources = sources(context, order, agent, work);
        Attempt attempt = new Attempt(context, agent, order, picture, work, sources.size());
        String folder = GestureFiles.folder(context.job());
        Map<String, String> keys = new TreeMap<>();
        List<ModelFiles.Renewal> renewed = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            Map<String, GestureClip> clips = clips(attempt, source, i);
            if (source.former() != null) {
                renewed.add(renewed(attempt, source, clips));
            }
            if (i == 0 && order.added() == null) {
                clips.forEach((action, clip) -> keys.put(action, files.keepFilm(folder, action, clip.film())));
            }
        }
        return new Made(keys, renewed);
    }

    /** The model that the agent was created with first. */
    private List<Source> sources(JobContext context, DynamicsOrder order, Agent agent, Path work) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Artifact stored : files.models(context.job(), order)) {
            Path file = work.resolve(stored.model() + ".imx");
            if (store.fetch(stored.objectKey(), file) && AvatarFile.isPlayed(file)) {
                sources.add(new Source(Model.of(stored.model()).orElseThrow(), stored, file));
            }
        }
        if (order.added() == null && sources.stream().noneMatch(source -> source.model() == agent.model())) {
            sources.add(new Source(agent.model(), null, null));
        }
        sources.sort(Comparator.comparing((Source source) -> source.model() != agent.model())
                .thenComparing(Source::model));
        return sources;
    }

    private Map<String, GestureClip> clips(Attempt of, Source source, int index)
            throws IOException, InterruptedException {
        Path file = source.file();
        if (file == null) {
            byte[] picture = of.picture() == null ? studio.picture(of.agent(), of.work()) : of.picture();
            PortraitSpec size = AgentStudio.size(of.agent(), source.model(), false);
            return rendered(of, source, index, studio.portrait(picture, size),
                    AgentStudio.loop(source.model(), AgentStudio.seed(picture)));
        }
        try (AvatarFile avatar = AvatarFile.open(file)) {
            avatar.verify();
            MotionSpec motion = new MotionSpec(Long.parseUnsignedLong(avatar.manifest().build().seed(), 16),
                    avatar.weights().motion().strength(), AgentStudio.motion(source.model(), 0).life());
            Portrait portrait = of.picture() == null
                    ? avatar.portrait(portraits)
                    : studio.portrait(of.picture(), new PortraitSpec(avatar.manifest().width(),
                            avatar.manifest().height(), of.agent().framing().equals("full_body"),
                            of.agent().transparency()));
            return rendered(of, source, index, portrait, motion);
        }
    }

    private static Map<String, GestureClip> rendered(Attempt of, Source source, int index, Portrait portrait,
            MotionSpec motion) {
        GestureFilms films = new GestureFilms(portrait, motion);
        List<Gesture> gestures = Gesture.of(portrait.face().kind());
        double part = (RENDERED - BEGUN) / of.sources() / gestures.size();
        Map<String, GestureClip> clips = new LinkedHashMap<>();
        for (Gesture gesture : gestures) {
            double from = BEGUN + (RENDERED - BEGUN) * index / of.sources() + part * clips.size();
            Path film = of.work().resolve(source.model().slug() + "-" + gesture.action() + ".mp4");
            List<double[]> affines = films.render(gesture, of.order().seconds() * GestureTrack.FPS, film,
                    share -> of.context().progress(from + part * share, STEP, "Rendering " + gesture.action()));
            clips.put(gesture.action(), new GestureClip(film, of.picture() == null ? affines : null));
        }
        return clips;
    }

    private ModelFiles.Renewal renewed(Attempt of, Source source, Map<String, GestureClip> clips) throws IOException {
        Path target = of.work().resolve(source.model().slug() + "-new.imx");
        Artifact former = Objects.requireNonNull(source.former());
        try (AvatarFile avatar = AvatarFile.open(Objects.requireNonNull(source.file()))) {
            avatar.writeWith(clips, target);
        }
        return files.keepModel(of.context().job(), former, target);
    }
}
