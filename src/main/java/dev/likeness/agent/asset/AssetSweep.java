package dev.likeness.agent.asset;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.common.InstallationClock;
import dev.likeness.job.Jobs;
import dev.likeness.storage.ObjectOwner;
import dev.likeness.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Removes what attempts at a build left in the store when they failed, were killed or were overtaken, and what foreign
 * workers uploaded late: folders that nobody refers to, long after any build of it has ended. Goes through the store
 * once and holds no more of it at a time than a batch of folders and what is to be removed.
 */
@Component
class AssetSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AssetSweep.class);
    private static final Duration ABANDONED = Duration.ofDays(2);
    private static final Duration PAUSE = Duration.ofHours(6);
    private static final int BATCH = 500;

    private final ObjectStore store;
    private final List<ObjectOwner> owners;
    private final Jobs jobs;
    private final Clock clock;

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        static RecurringTask<Void> sweepingOfAssets(AssetSweep sweep) {
            return Tasks.recurring("agent-asset-sweep", FixedDelay.of(PAUSE))
                    .execute((instance, context) -> sweep.run());
        }
    }

    AssetSweep(ObjectStore store, List<ObjectOwner> owners, Jobs jobs, Clock clock) {
        this.store = store;
        this.owners = owners;
        this.jobs = jobs;
        this.clock = clock;
    }

    void run() {
        Instant old = InstallationClock.unmoved(clock).minus(ABANDONED);
        Set<AssetFolder> batch = new LinkedHashSet<>();
        Set<AssetFolder> left = new LinkedHashSet<>();
        for (String root : List.of("public/agents", "accounts")) {
            store.list(root, listed -> {
                if (listed.stored().isBefore(old)) {
                    AssetFolder.of(listed.key()).ifPresent(batch::add);
                    if (batch.size() == BATCH) {
                        left.addAll(unused(batch));
                        batch.clear();
                    }
                }
            });
        }
        left.addAll(unused(batch));
        left.stream().filter(folder -> !isYoung(folder, old)).forEach(folder -> {
            LOG.info("Removing {}, which nobody refers to", folder.prefix());
            store.deleteAll(folder.prefix());
        });
    }

    private List<AssetFolder> unused(Set<AssetFolder> folders) {
        if (folders.isEmpty()) {
            return List.of();
        }
        Set<String> codes = folders.stream().map(AssetFolder::code).collect(Collectors.toSet());
        Set<String> building = jobs.open(codes);
        Map<String, Set<String>> used = used(codes);
        return folders.stream().filter(folder -> !building.contains(folder.code())
                && !used.getOrDefault(folder.code(), Set.of()).contains(folder.attempt())).toList();
    }

    /** Of each agent, the attempts whose objects somebody refers to. */
    private Map<String, Set<String>> used(Set<String> codes) {
        Map<String, Set<String>> used = new HashMap<>();
        owners.forEach(owner -> owner.references(codes, (code, key) -> AssetFolder.of(key)
                .ifPresent(folder -> used.computeIfAbsent(code, _ -> new HashSet<>()).add(folder.attempt()))));
        return used;
    }

    /** What was seen of it was old, but something may have come since. */
    private boolean isYoung(AssetFolder folder, Instant old) {
        AtomicBoolean young = new AtomicBoolean();
        store.list(folder.prefix(), listed -> {
            if (!listed.stored().isBefore(old)) {
                young.set(true);
            }
        });
        return young.get();
    }
}
