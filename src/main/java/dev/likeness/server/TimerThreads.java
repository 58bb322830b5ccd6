package dev.likeness.server;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import dev.likeness.common.DatabaseAway;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The threads of everything that runs by the clock. What is due is taken by a write, and where the database takes none
 * the library lets the failure end the thread: some ten traces a minute about what {@code DatabaseState} tells in a line.
 */
@Configuration(proxyBeanMethods = false)
class TimerThreads {

    private static final Logger LOG = LoggerFactory.getLogger(TimerThreads.class);

    @Bean
    static DbSchedulerCustomizer threadsOfTimers(@Value("${db-scheduler.threads:10}") int threads) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<ExecutorService> executorService() {
                return Optional.of(Executors.newFixedThreadPool(threads, factory()));
            }
        };
    }

    static ThreadFactory factory() {
        return Thread.ofPlatform().name("timers-", 1).uncaughtExceptionHandler((_, e) -> failed(e)).factory();
    }

    private static void failed(Throwable e) {
        if (DatabaseAway.is(e)) {
            LOG.debug("A timer waits for the database: {}", e.toString());
        } else {
            LOG.error("A timer could not take what was due", e);
        }
    }
}
