package dev.likeness.generation.build;

import dev.likeness.agent.Agent;
import dev.likeness.agent.Persona;
import dev.likeness.agent.asset.AssetKeys;
import dev.likeness.avatarfile.AvatarJson;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import dev.likeness.voice.VoiceProfiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Voices of agents: heard in a sample, else chosen by the persona. What was found is kept as a private object beside the
 * portrait, so that a model added later sounds the same.
 */
@Component
public class VoiceSamples {

    private static final String NAME = "voice-profile.json";

    private final VoiceProfiles profiles;
    private final ObjectStore store;

    VoiceSamples(VoiceProfiles profiles, ObjectStore store) {
        this.profiles = profiles;
        this.store = store;
    }

    /** The voice of a persona nobody has heard. */
    static VoiceProfile unheard(Persona persona, long seed) {
        return VoiceProfile.unheard(Voice.of(persona.gender().equals("female"), seed >>> 3));
    }

    /**
     * What is heard in the sample; the persona's voice where that is none.
     *
     * @param watch called several times a second; what it throws ends the listening
     * @throws dev.likeness.voice.SampleException in words fit for the person who sent it
     */
    VoiceProfile heard(Path sample, Persona persona, long seed, Runnable watch) throws InterruptedException {
        return profiles.of(sample, unheard(persona, seed).voice(), watch);
    }

    /** For the models that are added to the agent later. */
    void keep(UUID account, String imageKey, VoiceProfile profile) {
        store.put(AssetKeys.privateBeside(account, imageKey) + NAME, AvatarJson.of(profile), "application/json");
    }

    /** The kept voice of an agent; by its id alone where there is no profile of it. */
    public VoiceProfile of(UUID account, Agent agent) {
        String id = Objects.requireNonNullElse(agent.voiceId(), Voice.F1.name());
        return Optional.ofNullable(agent.imageKey())
                .flatMap(image -> read(AssetKeys.privateBeside(account, image) + NAME))
                .filter(profile -> profile.voice().name().equals(id))
                .orElseGet(() -> VoiceProfile.unheard(Voice.valueOf(id)));
    }

    Optional<VoiceProfile> read(String key) {
        Optional<StoredObject> kept = store.find(key);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.open(key, 0, kept.get().size())) {
            return Optional.of(VoiceProfiles.retuned(AvatarJson.voice(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
