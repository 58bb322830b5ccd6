package dev.likeness.job;

import dev.likeness.common.Model;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;
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
 * @param deadline how long an attempt may take although it reports; a build takes a minute, so half an hour hangs
 * @param deadlines the same by model family, for engines that train, such as {@code essence-2=2h}; a list and not a map,
 *        because a variable of the environment cannot have a hyphen in its name
 * @param queueLimit how long a job may wait for a worker before it fails and its charge is given back
 * @param keep how long ended jobs are kept to be looked at
 */
@Validated
@ConfigurationProperties("likeness.job")
record JobProperties(@DefaultValue("0") @Min(-1) @Max(64) int workers, @DefaultValue("60s") Duration lease,
        @DefaultValue("3") @Min(1) int maxAttempts, @DefaultValue("false") boolean soleNode,
        @DefaultValue List<String> workerModels, @DefaultValue("30m") Duration deadline,
        @DefaultValue List<String> deadlines, @DefaultValue("24h") Duration queueLimit,
        @DefaultValue("7d") Duration keep) {

    LeaseRules rules() {
        return new LeaseRules(lease, maxAttempts);
    }

    int threads() {
        return workers == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : Math.max(0, workers);
    }

    Duration deadlineOf(String model) {
        return limits().getOrDefault(model, deadline);
    }

    /** The deadlines of families that have one of their own. */
    Map<String, Duration> limits() {
        return deadlines.stream().map(text -> text.split("=", 2))
                .collect(Collectors.toMap(part -> part[0].strip(),
                        part -> DurationStyle.detectAndParse(part[1].strip())));
    }

    /** A misspelt family would be built by nobody's worker, and nobody would know why. */
    @AssertTrue(message = "worker-models names families: essence-1, expression-1, essence-2 (with its max), expression-2")
    boolean isOfKnownFamilies() {
        return workerModels.stream().allMatch(JobProperties::isBuilt);
    }

    @AssertTrue(message = "deadlines must be like essence-2=2h, for essence-1, expression-1, essence-2 (with its max) or expression-2, each once")
    boolean isOfGoodDeadlines() {
        try {
            return limits().entrySet().stream()
                    .allMatch(limit -> isBuilt(limit.getKey()) && limit.getValue().isPositive());
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Jobs are those of essence-2 when its max comes with it. */
    private static boolean isBuilt(String name) {
        return Model.of(name).filter(model -> model != Model.ESSENCE_2_MAX).isPresent();
    }
}
