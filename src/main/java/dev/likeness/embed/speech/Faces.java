package dev.likeness.embed.speech;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Artifact;
import dev.likeness.avatar.talk.NearestCell;
import dev.likeness.avatarfile.AvatarFile;
import dev.likeness.generation.AgentStudio;
import dev.likeness.imx.ImxSource;
import dev.likeness.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Mouths and voices of agents, read once from what is stored of them. */
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
        Face read = new Face(studio.voice(agent), cells(file),
                Objects.requireNonNullElse(agent.language(), "en"));
        synchronized (known) {
            known.put(key, read);
        }
        return read;
    }

    /** Null for files of other engines: they are played by who made them, and speak without a mouth here. */
    private @Nullable NearestCell cells(Artifact artifact) {
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
        } catch (IOException e) {
            LOG.warn("The mouths of {} cannot be read: {}", artifact.filename(), e.getMessage());
            return null;
        }
    }
}
