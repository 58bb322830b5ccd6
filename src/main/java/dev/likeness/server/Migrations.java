package dev.likeness.server;

import dev.likeness.common.StartRefusedException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
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

    /** A release that does not know the schema would keep books by rules that have changed. */
    @Bean
    static FlywayMigrationStrategy onlyForwards() {
        return flyway -> {
            MigrationInfo current = flyway.info().current();
            if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StartRefusedException(
                        "The database was brought to version " + current.getVersion()
                                + " by a later release of this server, which this one does not know.",
                        "Start that release, or restore the backup from before it");
            }
            flyway.migrate();
        };
    }

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
