package dev.likeness.server;

import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Migrations have connections of their own: the pool's end a statement after the time a request may take, which an index on
 * a large table takes too, and an idle transaction, in which Flyway holds its lock. An operator's own ({@code spring.flyway.url}
 * or {@code user}, such as a role that owns the schema) stay as they are.
 */
@Configuration(proxyBeanMethods = false)
class Migrations {

    @Bean
    static FlywayConfigurationCustomizer connectionsOfTheirOwn(JdbcConnectionDetails database,
            FlywayProperties settings) {
        return flyway -> {
            if (settings.getUrl() == null && settings.getUser() == null) {
                flyway.dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword());
            }
        };
    }
}
