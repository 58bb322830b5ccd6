package dev.likeness.storage;

import java.io.IOException;
import java.time.Clock;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
class StorageConfiguration {

    @Bean
    ObjectStore objectStore(StorageProperties properties, Clock clock) {
        return new FileObjectStore(properties.objects(), clock);
    }

    @Bean
    SignedUrls signedUrls(StorageProperties properties, Environment environment, Clock clock) throws IOException {
        String configured = properties.storage().signingKey();
        SigningKey key = configured == null || configured.isEmpty()
                ? SigningKey.keptIn(properties.signingKeyFile())
                : new SigningKey(configured);
        return new SignedUrls(new PublicBase(properties.publicBase(), environment), key, clock);
    }
}
