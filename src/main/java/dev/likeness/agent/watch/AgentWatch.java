package dev.likeness.agent.watch;

import dev.likeness.agent.view.AgentSnapshot;
import dev.likeness.agent.view.AgentSnapshots;
import dev.likeness.common.Model;
import dev.likeness.job.QueueBoard;
import dev.likeness.web.Caller;
import dev.likeness.web.CallerResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees agents change, for those who listen, and secrets end. However many listen on this node, it asks the database twice
 * a second, in one query for all watched agents and one for all secrets they listen with, and reads an agent only when it
 * changed; nothing while nobody listens. Any node will do: it sees rows, not who wrote them.
 */
@Component
class AgentWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final String VERSIONS = """
            select a.account_id, a.code, a.version,
                   array_remove(array_agg(m.model) filter (where m.status = 'processing')
                       || case when a.status in ('processing', 'generating', 'success') then a.model end, null)
                       as running
            from unnest(cast(:accounts as uuid[]), cast(:codes as text[])) w (account_id, code)
            join agent a on a.account_id = w.account_id and a.code = w.code
            left join agent_model_add m on m.account_id = a.account_id and m.agent_code = a.code
            group by a.account_id, a.code, a.model, a.status, a.version""";

    private record Key(UUID account, String code) {
    }

    /** @param waiting models that are waited for */
    private record Row(Key key, String version, List<String> waiting) {
    }

    /** An agent as it was seen; none when it is deleted. */
    record Sight(String version, @Nullable AgentSnapshot agent) {
    }

    /** One watched agent. */
    final class Topic {

        private final Key key;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        private int listeners;
        private @Nullable Sight sight;

        private Topic(Key key) {
            this.key = key;
        }

        /** What is to be seen now, if it is not what was seen then; null when nothing changed in that time. */
        @Nullable
        Sight await(Caller caller, String seen, Duration atMost) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = atMost.toNanos();
                while (goesOnFor(caller) && left > 0 && (sight == null || sight.version().equals(seen))) {
                    left = news.awaitNanos(left);
                }
                return sight == null || sight.version().equals(seen) ? null : sight;
            } finally {
                lock.unlock();
            }
        }

        private void show(@Nullable Sight seen) {
            lock.lock();
            try {
                sight = seen == null ? sight : seen;
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void leave() {
            topics.computeIfPresent(key, (_, topic) -> --topic.listeners == 0 ? null : topic);
        }
    }

    private final JdbcClient jdbc;
    private final AgentSnapshots snapshots;
    private final QueueBoard queue;
    private final AgentListeners listeners;
    private final CallerResolver secrets;
    private final Map<Key, Topic> topics = new ConcurrentHashMap<>();
    /** Those who listen with a secret that is dead. */
    private volatile Set<Caller> dismissed = Set.of();
    private volatile boolean on;
    private ScheduledExecutorService looking = Executors.newScheduledThreadPool(0);

    AgentWatch(JdbcClient jdbc, AgentSnapshots snapshots, QueueBoard queue, AgentListeners listeners,
            CallerResolver secrets) {
        this.listeners = listeners;
        this.secrets = secrets;
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.queue = queue;
    }

    /** To be left again. */
    Topic join(UUID account, String code) {
        return topics.compute(new Key(account, code), (key, there) -> {
            Topic topic = there == null ? new Topic(key) : there;
            topic.listeners++;
            return topic;
        });
    }

    /** Whether there is more to come for who listens with this secret: the node runs and the secret lives. */
    boolean goesOnFor(Caller caller) {
        return on && !dismissed.contains(caller);
    }

    /** Whatever goes wrong, an error of the virtual machine too, must not end the looking: nobody would begin it again. */
    void look() {
        if (topics.isEmpty()) {
            return;
        }
        guarded(() -> {
            dismiss();
            rows().forEach(row -> guarded(() -> see(row)));
        });
    }

    private static void guarded(Runnable look) {
        try {
            look.run();
        } catch (Throwable e) {
            LOG.warn("What is watched could not be looked at, trying again", e);
        }
    }

    private void dismiss() {
        Set<Caller> callers = listeners.callers();
        Set<Caller> dead = new HashSet<>(callers);
        dead.removeAll(secrets.alive(callers));
        dismissed = dead;
        dead.forEach(caller -> topics.forEach((key, topic) -> {
            if (key.account().equals(caller.accountId())) {
                topic.show(null);
            }
        }));
    }

    /** Read to the end before anything else is asked, which would take another connection beside. */
    private List<Row> rows() {
        List<Key> watched = List.copyOf(topics.keySet());
        return jdbc.sql(VERSIONS).param("accounts", watched.stream().map(Key::account).toArray(UUID[]::new))
                .param("codes", watched.stream().map(Key::code).toArray(String[]::new))
                .query((row, _) -> {
                    List<String> waiting = new ArrayList<>();
                    for (Object model : (Object[]) row.getArray("running").getArray()) {
                        waiting.add(String.valueOf(model));
                    }
                    return new Row(new Key(row.getObject("account_id", UUID.class), row.getString("code")),
                            String.valueOf(row.getLong("version")), waiting);
                }).list();
    }

    private void see(Row row) {
        Key key = row.key();
        Topic topic = topics.get(key);
        Sight last = topic == null ? null : topic.sight;
        String version = row.version() + places(key, row.waiting());
        if (topic != null && (last == null || !last.version().equals(version))) {
            topic.show(new Sight(version, snapshots.find(key.account(), key.code()).orElse(null)));
        }
    }

    private String places(Key key, List<String> models) {
        StringBuilder places = new StringBuilder();
        for (String model : models) {
            Model.of(model).flatMap(known -> queue.place(key.account(), key.code(), known))
                    .ifPresent(place -> places.append(' ').append(place));
        }
        return places.toString();
    }

    @Override
    public void start() {
        on = true;
        looking.shutdown();
        looking = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("agent-watch").daemon().factory());
        looking.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Before the web server waits for its requests: whoever listens goes home. */
    @Override
    public void stop() {
        on = false;
        looking.shutdownNow();
        topics.values().forEach(topic -> topic.show(null));
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}
