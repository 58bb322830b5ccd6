package dev.likeness;

import dev.likeness.common.InstallationClock;
import dev.likeness.web.PublicBase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Accounts and billing alone, on a real database and with real transactions, without the rest of the server. */
public final class Ledgers {

    private Ledgers() {
    }

    /** A node on that database with that data folder. */
    public static ConfigurableApplicationContext node(DataSource database, Path dataDir, boolean firstAccount) {
        return node(database, new JdbcTransactionManager(database), dataDir, firstAccount);
    }

    /** Taking part in the transactions of others. */
    public static ConfigurableApplicationContext node(DataSource database, PlatformTransactionManager transactions,
            Path dataDir, boolean firstAccount) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test",
                Map.of("likeness.data-dir", dataDir.toString(), "likeness.first-account.enabled", firstAccount)));
        // A singleton from outside is not closed with the node: several nodes share the database.
        context.getBeanFactory().registerSingleton("database", database);
        context.getBeanFactory().registerSingleton("transactions", transactions);
        context.register(Wiring.class);
        context.registerBean(PublicBase.class);
        context.scan("dev.likeness.account", "dev.likeness.billing");
        context.refresh();
        return context;
    }

    @TestConfiguration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @ConfigurationPropertiesScan("dev.likeness.billing")
    static class Wiring {

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return new InstallationClock();
        }
    }
}
