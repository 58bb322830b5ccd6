package dev.likeness.storage;

import dev.likeness.web.PublicBase;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store itself comes from the room of its kind. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
class StorageConfiguration {

    @Bean
    SignedUrls signedUrls(StorageProperties properties, ObjectStore store, PublicBase base, Clock clock)
            throws IOException {
        String configured = properties.storage().signingKey();
        UrlKey key = configured == null || configured.isEmpty()
                ? UrlKey.keptIn(properties.signingKeyFile())
                : new UrlKey(configured);
        return new SignedUrls(base, store, key, clock);
    }
}
