package dev.likeness.agent;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.likeness.common.InstallationClock;
import dev.likeness.job.Jobs;
import dev.likeness.storage.ObjectStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes what attempts at a build left in the store when they failed, were killed or were overtaken: folders that no
 * agent refers to, long after any build of it has ended.
 */
@Component
class AssetSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AssetSweep.class);
    private static final Duration ABANDONED = Duration.ofDays(2);
    private static final Duration PAUSE = Duration.ofHours(6);
    private static final Pattern KEY = Pattern.compile(
            "((?:public|accounts/[0-9a-f-]{36})/agents/(A[0-9]{2}[A-Z]{3}[0-9]{4})/([0-9]+-)[0-9a-f]{32})/.+");

    private static final String REFERENCES = """
            select object_key from agent_artifact where agent_code = :code
            union all
            select key from agent a cross join lateral (values (a.image_key), (a.video_key)) as keys (key)
            where a.code = :code and a.deleted_at is null and key is not null""";

    private final ObjectStore store;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final Clock clock;

    /** @param attempt as its number and a hyphen */
    private record Folder(String prefix, String code, String attempt) {

        static Optional<Folder> of(String key) {
            Matcher parts = KEY.matcher(key);
            return parts.matches()
                    ? Optional.of(new Folder(parts.group(1), parts.group(2), parts.group(3)))
                    : Optional.empty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        static RecurringTask<Void> sweepingOfAssets(AssetSweep sweep) {
            return Tasks.recurring("agent-asset-sweep", FixedDelay.of(PAUSE))
                    .execute((instance, context) -> sweep.run());
        }
    }

    AssetSweep(ObjectStore store, JdbcClient jdbc, Jobs jobs, Clock clock) {
        this.store = store;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    void run() {
        Map<Folder, Instant> newest = new LinkedHashMap<>();
        for (String root : List.of("public/agents", "accounts")) {
            store.list(root, listed -> Folder.of(listed.key()).ifPresent(folder -> newest.merge(folder,
                    listed.stored(), (a, b) -> a.isAfter(b) ? a : b)));
        }
        Instant old = InstallationClock.unmoved(clock).minus(ABANDONED);
        newest.values().removeIf(stored -> !stored.isBefore(old));
        TreeSet<Folder> left = new TreeSet<>(Comparator.comparing(Folder::code).thenComparing(Folder::prefix));
        left.addAll(newest.keySet());
        left.stream().filter(folder -> !isUsed(folder)).forEach(folder -> {
            LOG.info("Removing {}, which no agent refers to", folder.prefix());
            store.deleteAll(folder.prefix());
        });
    }

    /** A public folder and a private one belong together by the number of their attempt. */
    private boolean isUsed(Folder folder) {
        List<String> references = jdbc.sql(REFERENCES).param("code", folder.code()).query(AssetSweep::key).list();
        return references.stream().anyMatch(key -> key.startsWith(folder.prefix() + "/") || Folder.of(key)
                .map(used -> used.attempt().equals(folder.attempt())).orElse(false)) || isBuilding(folder.code());
    }

    private static String key(ResultSet row, int number) throws SQLException {
        return row.getString(1);
    }

    private boolean isBuilding(String code) {
        return jdbc.sql("select account_id from agent_directory where code = :code").param("code", code)
                .query(UUID.class).optional().map(account -> jobs.isOpen(account, code)).orElse(false);
    }
}
