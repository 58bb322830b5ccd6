package dev.likeness.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.likeness.common.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class StartDefaultsTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void aFolderWhoseNameTheLocaleHasLostIsRefused() {
        environment.setProperty("likeness.data-dir", "/srv/d\uFFFD\uFFFDt\uFFFD\uFFFD");
        assertThatThrownBy(this::apply).isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("letters that file names cannot have under this locale");
    }

    @Test
    void aRefusalIsOneEntryOfTheLog(CapturedOutput output) {
        new StartFailureReporter().report(new FailureAnalysis("The folder is full.\n", "Empty it.",
                new IllegalStateException("deep inside")));
        assertThat(output.getOut().lines()).singleElement().asString()
                .endsWith("Likeness cannot start: The folder is full. Empty it.");
    }

    @Test
    void theSandboxIsOnWithTheEmbeddedDatabaseAlone() {
        apply();
        assertThat(environment.getProperty("likeness.sandbox.enabled")).isEqualTo("true");
        MockEnvironment own = new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://x/y");
        new StartDefaults().postProcessEnvironment(own, mock(SpringApplication.class));
        assertThat(own.getProperty("likeness.sandbox.enabled")).isEqualTo("false");
    }

    private void apply() {
        new StartDefaults().postProcessEnvironment(environment, mock(SpringApplication.class));
    }
}
