package dev.likeness.tts;

import dev.likeness.common.file.NetException;
import dev.likeness.tts.answer.Places;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.hibari.HibariEngine;
import dev.likeness.voice.kokoro.KokoroEngine;
import dev.likeness.voice.outside.EspeakEngine;
import dev.likeness.voice.outside.RemoteEngine;
import dev.likeness.voice.phoneme.PhoneNames;
import dev.likeness.voice.phoneme.Pronunciation;
import dev.likeness.voice.speak.Speaker;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Who speaks, in the order in which they are asked: the engines in this server, the program beside it, another server for
 * what is left, or before all of them where it is configured so.
 */
@Configuration(proxyBeanMethods = false)
class EngineOrder {

    private static final Logger LOG = LoggerFactory.getLogger(EngineOrder.class);

    @Bean
    HibariEngine hibariEngine() {
        return new HibariEngine(new Pronunciation()::of, PhoneNames::ipa);
    }

    /** Nobody where the pack is not installed, or is not as it was fetched: the server starts all the same. */
    @Bean
    @Nullable
    KokoroEngine kokoroEngine(TtsProperties properties) {
        String folder = properties.kokoro().strip();
        if (folder.isEmpty()) {
            return null;
        }
        try {
            return new KokoroEngine(Path.of(folder), new Pronunciation()::of, PhoneNames::ipa);
        } catch (NetException | InvalidPathException e) {
            LOG.warn("The voices in {} are not used, so that hibari speaks: {}. Fetch them with src/scripts/voices {}",
                    folder, e.getMessage(), folder);
            return null;
        }
    }

    @Bean
    EspeakEngine espeakEngine(TtsProperties properties) {
        return new EspeakEngine(properties.espeak(), properties.patience());
    }

    @Bean
    @Conditional(Configured.class)
    RemoteEngine remoteEngine(TtsProperties properties) {
        TtsProperties.Remote remote = properties.remote();
        return new RemoteEngine(new RemoteEngine.Server(remote.url(), remote.apiKey(), remote.model(),
                remote.languages(), remote.voices()), properties.patience());
    }

    @Bean
    Places places(TtsProperties properties) {
        return new Places(properties.places(), properties.retryAfter());
    }

    @Bean
    Speaker speaker(ObjectProvider<KokoroEngine> kokoro, HibariEngine hibari, EspeakEngine espeak,
            ObjectProvider<RemoteEngine> remote,
            TtsProperties properties) {
        List<SpeechEngine> engines = new ArrayList<>(List.of(hibari, espeak));
        // Whoever fetched ten people wants to hear them.
        kokoro.ifAvailable(engines::addFirst);
        remote.ifAvailable(engine -> engines.add(properties.remote().first() ? 0 : engines.size(), engine));
        return new Speaker(engines);
    }

    /** Whether there is another server to be asked. */
    static final class Configured implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("likeness.tts.remote.url", "").isBlank();
        }
    }
}
