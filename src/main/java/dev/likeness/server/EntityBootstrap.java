package dev.likeness.server;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Entities are read and held against the tables while the rest of the server starts, which waits for them at its end. On a
 * thread of the platform, not the virtual one that Boot would take: loading some two thousand classes, it would hold a
 * carrier (see web.WarmingExecutor).
 */
@Configuration(proxyBeanMethods = false)
class EntityBootstrap {

    @Bean
    static EntityManagerFactoryBuilderCustomizer besideTheStart() {
        return builder -> builder.setBootstrapExecutor(new SimpleAsyncTaskExecutor("entities-"));
    }

    /** Customizes nothing: the web server is what is made first, so asking for entities here makes them begin before it. */
    @Bean
    static WebServerFactoryCustomizer<ConfigurableWebServerFactory> fromTheBeginning(EntityManagerFactory entities) {
        return server -> {
        };
    }
}
