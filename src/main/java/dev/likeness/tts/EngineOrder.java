package dev.likeness.tts;

import dev.likeness.tts.answer.Places;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.hibari.HibariEngine;
import dev.likeness.voice.outside.EspeakEngine;
import dev.likeness.voice.outside.RemoteEngine;
import dev.likeness.voice.phoneme.PhoneNames;
import dev.likeness.voice.phoneme.Pronunciation;
import dev.likeness.voice.speak.Speaker;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Who speaks, in the order in which they are asked: the engines in this server, the program beside it, another server for
 * what is left, or before all of them where it is configured so.
 */
@Configuration(proxyBeanMethods = false)
class EngineOrder {

    @Bean
    HibariEngine hibariEngine() {
        return new HibariEngine(new Pronunciation()::of, PhoneNames::ipa);
    }

    @Bean
    EspeakEngine espeakEngine(TtsProperties properties) {
        return new EspeakEngine(properties.espeak(), properties.patience());
    }

    @Bean
    @ConditionalOnExpression("'${likeness.tts.remote.url:}' != ''")
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
    Speaker speaker(HibariEngine hibari, EspeakEngine espeak, ObjectProvider<RemoteEngine> remote,
            TtsProperties properties) {
        List<SpeechEngine> engines = new ArrayList<>(List.of(hibari, espeak));
        remote.ifAvailable(engine -> engines.add(properties.remote().first() ? 0 : engines.size(), engine));
        return new Speaker(engines);
    }
}
