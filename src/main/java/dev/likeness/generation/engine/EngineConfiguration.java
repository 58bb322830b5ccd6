package dev.likeness.generation.engine;

import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.mouth.MouthAtlases;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.voice.VoiceProfiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The built-in engine as beans; the library itself knows no Spring. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    Portraits portraits() {
        return new Portraits();
    }

    @Bean
    IdentityVideos identityVideos() {
        return new IdentityVideos();
    }

    @Bean
    MouthAtlases mouthAtlases() {
        return new MouthAtlases();
    }

    @Bean
    VoiceProfiles voiceProfiles() {
        return new VoiceProfiles();
    }
}
