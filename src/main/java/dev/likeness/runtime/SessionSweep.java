package dev.likeness.runtime;

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

/** When silent sessions are swept: every few seconds on one node, and whenever the sandbox moves the clock. */
@Configuration(proxyBeanMethods = false)
class SessionSweep {

    private static final Logger log = LoggerFactory.getLogger(SessionSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final RuntimeSessions sessions;

    SessionSweep(RuntimeSessions sessions) {
        this.sessions = sessions;
    }

    @Bean
    static RecurringTask<Void> runtimeSessionSweep(RuntimeSessions sessions) {
        return Tasks.recurring("runtime-session-sweep", FixedDelay.of(PAUSE)).execute((instance, context) -> {
            int ended = sessions.sweep();
            if (ended > 0) {
                log.info("Ended {} silent sessions", ended);
            }
        });
    }

    @EventListener
    void clockMoved(ClockMoved moved) {
        sessions.sweep();
    }
}
