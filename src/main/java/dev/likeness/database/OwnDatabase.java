package dev.likeness.database;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A PostgreSQL of the operator's own, which may lie behind anything. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.datasource.url")
class OwnDatabase {

    @Bean
    static PoolerCheck poolerCheck() {
        return new PoolerCheck();
    }
}
