package dev.likeness.job;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class JobPropertiesTests {

    @Test
    void deadlinesOfFamiliesAreReadFromTheEnvironmentAndFromFiles() {
        JobProperties environment = bound(
                environment(Map.of("LIKENESS_JOB_DEADLINES", "essence-2=2h, expression-2=90m")));
        assertThat(environment.limits())
                .isEqualTo(Map.of("essence-2", Duration.ofHours(2), "expression-2", Duration.ofMinutes(90)));
        assertThat(environment.deadlineOf("essence-2")).isEqualTo(Duration.ofHours(2));
        assertThat(environment.deadlineOf("essence-1")).isEqualTo(Duration.ofMinutes(30));
        JobProperties file = bound(
                new MapPropertySource("file", Map.of("likeness.job.deadlines[0]", "essence-2=2h")));
        assertThat(file.limits()).isEqualTo(Map.of("essence-2", Duration.ofHours(2)));
        assertThat(problems(environment)).isEmpty();
        assertThat(problems(bound(environment(Map.of())))).isEmpty();
    }

    @Test
    void whatNoJobEverHasIsRefused() {
        for (String wrong : List.of("essence-2-max=2h", "essence-3=2h", "essence-2", "essence-2=soon", "essence-2=-1h",
                "essence-2=1h,essence-2=2h")) {
            assertThat(problems(bound(environment(Map.of("LIKENESS_JOB_DEADLINES", wrong))))).as(wrong)
                    .singleElement().asString().contains("essence-2 (with its max)");
        }
        for (String wrong : List.of("essence-2-max", "essence")) {
            assertThat(problems(bound(environment(Map.of("LIKENESS_JOB_WORKER_MODELS", wrong))))).as(wrong)
                    .singleElement().asString().startsWith("worker-models names families");
        }
    }

    private static PropertySource<?> environment(Map<String, Object> variables) {
        return new SystemEnvironmentPropertySource("systemEnvironment", variables);
    }

    private static JobProperties bound(PropertySource<?> source) {
        return new Binder(ConfigurationPropertySources.from(source)).bindOrCreate("likeness.job", JobProperties.class);
    }

    private static List<String> problems(JobProperties properties) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(properties).stream().map(problem -> problem.getMessage()).toList();
        }
    }
}
