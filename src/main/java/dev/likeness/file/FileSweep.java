package dev.likeness.file;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.account.AccountDeleted;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Files end with their account, and with the process that did not end their upload. */
@Configuration(proxyBeanMethods = false)
class FileSweep {

    private static final Duration PAUSE = Duration.ofHours(1);
    /** Longer than any upload takes. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Uploads uploads;

    FileSweep(Uploads uploads) {
        this.uploads = uploads;
    }

    @Bean
    static RecurringTask<Void> sweepingOfUploads(Uploads uploads) {
        return Tasks.recurring("file-sweep", FixedDelay.of(PAUSE))
                .execute((instance, context) -> uploads.forgetAbandoned(ABANDONED));
    }

    /** Inside the transaction that deletes the account; the bytes go when it has happened. */
    @EventListener
    void onDeleted(AccountDeleted deleted) {
        uploads.forgetAll(deleted.accountId());
    }
}
