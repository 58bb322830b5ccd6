package dev.likeness.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.film.FilmOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class VideoPropertiesTest {

    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(VideoProperties.class)
    static class Settings {
    }

    @Test
    void filmsHaveALabelWhereItIsSet() {
        server.run(started -> assertThat(started.getBean(VideoProperties.class).order(" "))
                .isEqualTo(FilmOrder.PLAIN));
        server.withPropertyValues("likeness.video.label= AI ")
                .run(started -> assertThat(started.getBean(VideoProperties.class).order("Ada"))
                        .isEqualTo(new FilmOrder("Ada", "AI")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a label that is much too long", "künstlich"})
    void aServerDoesNotStartWithALabelThatCannotBeDrawn(String label) {
        server.withPropertyValues("likeness.video.label=" + label)
                .run(started -> assertThat(started).getFailure().rootCause()
                        .hasMessageContaining("a label has 1 to 24"));
    }
}
