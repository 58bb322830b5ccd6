package dev.likeness.storage.disk;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StorageProperties;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DiskConfiguration {

    private static final Duration PAUSE = Duration.ofHours(6);

    @Bean
    @ConditionalOnProperty(name = "likeness.storage.kind", havingValue = "files", matchIfMissing = true)
    ObjectStore objectStore(StorageProperties properties, Clock clock) {
        return new FileObjectStore(properties.objects(), clock);
    }

    /** On one node at a time; uploads arrive on the disk whichever store keeps them then. */
    @Bean
    static RecurringTask<Void> sweepingOfTheStore(ObjectProvider<ObjectStore> store,
            ObjectProvider<UploadFolder> uploads) {
        return Tasks.recurring("storage-sweep", FixedDelay.of(PAUSE)).execute((instance, context) -> {
            uploads.getObject().sweep();
            store.getObject().sweep();
        });
    }
}
