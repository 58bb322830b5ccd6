package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.TestDatabase;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.generation.engine.Engine;
import dev.likeness.generation.engine.Engines;
import dev.likeness.job.JobFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PausedModelsTests {

    private final JobFixture jobs = new JobFixture(TestDatabase.fresh(), Duration.ofMinutes(1), List.of("essence-2"),
            List.of());

    @Test
    void whatThisMachineCannotBuildIsRefusedBeforeAnyCharge() {
        PausedModels broken = models(Engines.broken());
        assertThatThrownBy(() -> broken.check(Model.EXPRESSION_1)).isInstanceOfSatisfying(ApiException.class,
                refused -> {
                    assertThat(refused.code())
                            .isEqualTo(GenerationError.MODEL_NOT_YET_AVAILABLE);
                    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(10));
                });
        assertThatCode(() -> models(Engines.working()).check(Model.EXPRESSION_1)).doesNotThrowAnyException();
    }

    @Test
    void whatWorkersOutsideBuildIsNot() {
        assertThatCode(() -> models(Engines.broken()).check(Model.ESSENCE_2)).doesNotThrowAnyException();
    }

    private PausedModels models(Engine engine) {
        return new PausedModels(jobs.jdbc, new GenerationProperties(false, List.of(), Duration.ofMinutes(10), 2),
                engine, jobs.jobs);
    }
}
