package dev.likeness.generation.input;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.common.InstallationClock;
import dev.likeness.job.Jobs;
import dev.likeness.storage.Listed;
import dev.likeness.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Removes pictures and samples that were sent and kept, and whose process died before a job took them or forgot them. */
@Component
class InputSweep {

    /** A root of their own, so that the sweep lists nothing but them. */
    static final String ROOT = "inputs";

    private static final Duration ABANDONED = Duration.ofDays(2);
    private static final Duration PAUSE = Duration.ofHours(6);
    private static final Pattern KEY = Pattern.compile(ROOT + "/([0-9a-f-]{36})/[0-9a-f-]{36}");

    private final ObjectStore store;
    private final Jobs jobs;
    private final Clock clock;

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        static RecurringTask<Void> sweepingOfInputs(InputSweep sweep) {
            return Tasks.recurring("input-sweep", FixedDelay.of(PAUSE)).execute((instance, context) -> sweep.run());
        }
    }

    InputSweep(ObjectStore store, Jobs jobs, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** What an open job still waits for is kept, however old it is. */
    void run() {
        Instant old = InstallationClock.unmoved(clock).minus(ABANDONED);
        List<String> left = new ArrayList<>();
        store.list(ROOT, listed -> {
            if (isLeft(listed, old)) {
                left.add(listed.key());
            }
        });
        left.forEach(store::delete);
    }

    private boolean isLeft(Listed listed, Instant old) {
        Matcher parts = KEY.matcher(listed.key());
        return parts.matches() && listed.stored().isBefore(old)
                && !jobs.mentions(UUID.fromString(parts.group(1)), listed.key());
    }
}
