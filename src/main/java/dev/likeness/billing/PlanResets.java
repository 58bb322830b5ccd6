package dev.likeness.billing;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.common.ClockMoved;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** When months begin: within a minute on one node, and whenever the sandbox moves the clock. */
@Configuration(proxyBeanMethods = false)
class PlanResets {

    private static final Logger log = LoggerFactory.getLogger(PlanResets.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Plans plans;

    PlanResets(Plans plans) {
        this.plans = plans;
    }

    @Bean
    static RecurringTask<Void> planReset(Plans plans) {
        return Tasks.recurring("plan-reset", FixedDelay.of(PAUSE)).execute((instance, context) -> {
            int begun = plans.resetDue();
            if (begun > 0) {
                log.info("Began the month of {} accounts", begun);
            }
        });
    }

    @EventListener
    void clockMoved(ClockMoved moved) {
        plans.resetDue();
    }
}
