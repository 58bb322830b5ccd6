package dev.likeness.storage.s3;

import dev.likeness.storage.ObjectStore;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
class S3Configuration {

    @Bean
    @ConditionalOnProperty(name = "likeness.storage.kind", havingValue = "s3")
    ObjectStore objectStore(S3Settings settings, Clock clock) {
        S3ObjectStore store = S3Clients.store(settings, clock);
        store.check();
        return store;
    }
}
