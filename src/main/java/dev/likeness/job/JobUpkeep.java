package dev.likeness.job;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.common.SpokenTime;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends what no worker ends: jobs whose ending failed, so that a charge is given back as soon as that works again, and
 * jobs that nobody takes. Forgets what ended long ago.
 */
@Component
class JobUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(JobUpkeep.class);
    private static final int AT_ONCE = 100;
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final Jobs jobs;
    private final JobTable table;
    private final JobProperties settings;
    private final TransactionTemplate transaction;

    JobUpkeep(Jobs jobs, JobTable table, JobProperties settings, PlatformTransactionManager transactions) {
        this.jobs = jobs;
        this.table = table;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Safe to run on several nodes: each ending happens once. Returns how many jobs ended. */
    int run() {
        int ended = end(table.stuck(AT_ONCE), "stuck", "");
        String nobody = "no worker took it within " + SpokenTime.about(settings.queueLimit());
        ended += end(table.untaken(settings.queueLimit(), AT_ONCE), "queued", nobody);
        while (table.forget(settings.keep(), FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE) {
            LOG.debug("Forgot {} old jobs", FORGOTTEN_AT_ONCE);
        }
        return ended;
    }

    private int end(Map<Job, String> found, String status, String reason) {
        int ended = 0;
        for (var one : found.entrySet()) {
            Job job = one.getKey();
            String why = reason.isEmpty() ? one.getValue() : reason;
            try {
                ended += Boolean.TRUE.equals(transaction.execute(_ -> table
                        .endUnheld(job.id(), job.attempt(), status).map(failed -> {
                            jobs.handler(failed).onFailed(failed, failed.step(), why);
                            return true;
                        }).orElse(false))) ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.error("Job {} of {} still cannot be failed: {}", job.id(), job.subject(), why, e);
                // The next run begins with others, so that jobs that can never be ended hold up nobody.
                table.setAsideUnheld(job.id(), job.attempt(), status, why);
            }
        }
        return ended;
    }

    /** When: every minute, on one node. */
    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        static RecurringTask<Void> jobUpkeepTask(JobUpkeep upkeep) {
            return Tasks.recurring("job-upkeep", FixedDelay.of(Duration.ofMinutes(1)))
                    .execute((instance, context) -> upkeep.run());
        }
    }
}
