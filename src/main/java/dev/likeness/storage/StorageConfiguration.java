package dev.likeness.storage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
class StorageConfiguration {

    private static final Duration PAUSE = Duration.ofHours(6);

    @Bean
    ObjectStore objectStore(StorageProperties properties, Clock clock) {
        StorageProperties.Storage storage = properties.storage();
        return switch (storage.kind()) {
            case FILES -> new FileObjectStore(properties.objects(), clock);
            case S3 -> {
                S3ObjectStore store = S3Clients.store(storage.s3(), clock);
                store.check();
                yield store;
            }
        };
    }

    /** On one node at a time. */
    @Bean
    static RecurringTask<Void> sweepingOfTheStore(ObjectProvider<ObjectStore> store,
            ObjectProvider<UploadFolder> uploads) {
        return Tasks.recurring("storage-sweep", FixedDelay.of(PAUSE)).execute((instance, context) -> {
            uploads.getObject().sweep();
            store.getObject().sweep();
        });
    }

    @Bean
    SignedUrls signedUrls(StorageProperties properties, ObjectStore store, Environment environment, Clock clock)
            throws IOException {
        String configured = properties.storage().signingKey();
        SigningKey key = configured == null || configured.isEmpty()
                ? SigningKey.keptIn(properties.signingKeyFile())
                : new SigningKey(configured);
        return new SignedUrls(new PublicBase(properties.publicBase(), environment), store, key, clock);
    }
}
