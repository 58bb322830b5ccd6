package dev.likeness.billing;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When the books are audited: on one node, with a pause between the end of one audit and the next. */
@Configuration(proxyBeanMethods = false)
class AuditTimer {

    private static final Logger log = LoggerFactory.getLogger(AuditTimer.class);

    @Bean
    static RecurringTask<Void> audit(Auditor auditor, BillingProperties properties) {
        return Tasks.recurring("audit", FixedDelay.of(properties.auditPause())).execute((instance, context) -> {
            Auditor.Result result = auditor.auditAll(finding -> {
            });
            log.info("Audited {} accounts, the books of {} disagree, {} could not be looked at", result.accounts(),
                    result.parked(), result.failed());
        });
    }
}
