package dev.likeness.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of durable work.
 *
 * @param workers attempts this node runs at a time; 0 leaves one for every two cores, because one build keeps a core
 *        and its encoder busy; -1 runs none
 * @param lease how long a silent worker is believed alive; a minute survives a stopped-the-world node
 * @param maxAttempts attempts before a job fails
 * @param soleNode whether no other node works on this database, so that what was leased to this node before it started
 *        is taken over at once
 * @param workerModels model families left to foreign workers
 */
@Validated
@ConfigurationProperties("likeness.job")
record JobProperties(@DefaultValue("0") @Min(-1) @Max(64) int workers, @DefaultValue("60s") Duration lease,
        @DefaultValue("3") @Min(1) int maxAttempts, @DefaultValue("false") boolean soleNode,
        @DefaultValue List<String> workerModels) {

    LeaseRules rules() {
        return new LeaseRules(lease, maxAttempts);
    }

    int threads() {
        return workers == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : Math.max(0, workers);
    }
}
