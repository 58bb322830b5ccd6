package dev.likeness.embed.speech;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Artifact;
import dev.likeness.avatar.talk.NearestCell;
import dev.likeness.avatarfile.AvatarFile;
import dev.likeness.generation.AgentStudio;
import dev.likeness.imx.ImxException;
import dev.likeness.imx.ImxSource;
import dev.likeness.storage.ObjectStore;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Mouths and voices of agents, read once from what is stored of them; again where that could not be read. */
@Component
class Faces {

    private static final Logger LOG = LoggerFactory.getLogger(Faces.class);
    private static final int KEPT = 200;

    private final AgentStudio studio;
    private final ObjectStore store;
    /** By the keys of what they were read from, which is never written twice. */
    private final Map<String, Face> known = new LinkedHashMap<>(64, .75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Face> eldest) {
            return size() > KEPT;
        }
    };

    Faces(AgentStudio studio, ObjectStore store) {
        this.studio = studio;
        this.store = store;
    }

    Face of(Agent agent, Artifact file) {
        String key = agent.code() + " " + agent.imageKey() + " " + agent.voiceId() + " " + agent.language() + " "
                + file.objectKey();
        synchronized (known) {
            Face face = known.get(key);
            if (face != null) {
                return face;
            }
        }
        VoiceProfile voice = studio.voice(agent);
        String language = Objects.requireNonNullElse(agent.language(), "en");
        Face read;
        try {
            read = new Face(voice, cells(file), language);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The mouths of {} cannot be read now: {}", file.filename(), e.getMessage());
            return new Face(voice, null, language);
        }
        synchronized (known) {
            known.put(key, read);
        }
        return read;
    }

    /** Null for files of other engines: they are played by who made them, and speak without a mouth here. */
    private @Nullable NearestCell cells(Artifact artifact) throws IOException {
        try (AvatarFile file = AvatarFile.open(new ImxSource() {

            @Override
            public long size() {
                return artifact.size();
            }

            @Override
            public InputStream open(long offset, long length) {
                return store.open(artifact.objectKey(), offset, length);
            }
        })) {
            return new NearestCell(file.atlas().cells());
        } catch (ImxException e) {
            LOG.warn("{} has no mouths that are known here: {}", artifact.filename(), e.getMessage());
            return null;
        }
    }
}
