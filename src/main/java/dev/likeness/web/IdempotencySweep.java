package dev.likeness.web;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Forgets answers that are too old to be replayed, on one node at a time. */
@Configuration(proxyBeanMethods = false)
class IdempotencySweep {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    @Bean
    static RecurringTask<Void> forgettingOfOldAnswers(Idempotency idempotency) {
        return Tasks.recurring("idempotency-sweep", FixedDelay.of(PAUSE))
                .execute((instance, context) -> idempotency.sweep());
    }
}
