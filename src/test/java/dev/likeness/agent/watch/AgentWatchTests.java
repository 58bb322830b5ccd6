package dev.likeness.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.Meanwhile;
import dev.likeness.agent.Additions;
import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.view.AgentSnapshot;
import dev.likeness.agent.view.SnapshotFixture;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.job.QueueBoard;
import dev.likeness.web.Caller;
import dev.likeness.web.CallerResolver;
import dev.likeness.web.KnownSecret;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class AgentWatchTests {

    private static final String CODE = "A91XMB7113";
    private static final Caller CALLER = Caller.ofAccount(AgentFixture.OWNER, "one", "01");

    private final AgentFixture fixture = new AgentFixture();
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AgentListeners listeners = new AgentListeners(200, 300);
    private final QueueBoard queue = mock(QueueBoard.class);
    private volatile Set<Caller> alive = Set.of(CALLER);
    private final AgentWatch watch = watch();

    @AfterEach
    void stop() {
        watch.stop();
    }

    @Test
    void manyFollowOneAgentForTheQueriesOfOne() throws Exception {
        fixture.agent(CODE, Model.ESSENCE_1);
        int one = queriesFor(1);
        assertThat(queriesFor(199)).isEqualTo(one);
        assertThat(one).isLessThanOrEqualTo(4);
    }

    /** Rows first, then what they lead to: never a second connection while the first is read. */
    @Test
    void aLookHoldsOneConnectionAtATime() {
        fixture.agent(CODE, Model.ESSENCE_1);
        listeners.enter(CALLER);
        watch.join(AgentFixture.OWNER, CODE);
        watch.look();
        assertThat(atOnce).hasValue(1);
    }

    @Test
    void whatListenersSeeWasSoAtOneMoment() throws Exception {
        Additions additions = new Additions(fixture, CODE);
        listeners.enter(CALLER);
        AgentWatch.Topic topic = watch.join(AgentFixture.OWNER, CODE);
        watch.start();
        AtomicReference<String> seen = new AtomicReference<>("");
        Meanwhile.read(300, () -> {
            watch.look();
            AgentWatch.Sight sight = topic.await(CALLER, seen.get(), Duration.ZERO);
            if (sight != null) {
                seen.set(sight.version());
                assertThat(sight.agent()).matches(agent -> Additions.agree(agent.supportedModels(),
                        agent.adds().stream().map(AgentSnapshot.Addition::add).toList()));
            }
        }, _ -> additions.repeat());
        assertThat(seen.get()).isNotEmpty();
    }

    @Test
    void anErrorEndsNeitherTheLookingNorTheOthersLook() throws Exception {
        List<String> codes = List.of("A00EVT0001", CODE, "A99EVT0002");
        codes.forEach(code -> fixture.agent(code, Model.ESSENCE_1));
        AtomicInteger tries = new AtomicInteger();
        when(queue.place(AgentFixture.OWNER, CODE, Model.ESSENCE_1)).thenAnswer(_ -> {
            if (tries.incrementAndGet() < 3) {
                throw new StackOverflowError();
            }
            return Optional.empty();
        });
        listeners.enter(CALLER);
        List<AgentWatch.Topic> topics = codes.stream().map(code -> watch.join(AgentFixture.OWNER, code)).toList();
        watch.look();
        assertThat(List.of(sees(topics.get(0)), sees(topics.get(1)), sees(topics.get(2))))
                .containsExactly(true, false, true);
        watch.start();
        assertThat(topics.get(1).await(CALLER, "", Duration.ofSeconds(20))).isNotNull();
    }

    @Test
    void whoListensWithADeadSecretIsSentHomeAndTheOthersStay() throws Exception {
        fixture.agent(CODE, Model.ESSENCE_1);
        Caller other = Caller.ofAccount(AgentFixture.OWNER, "two", "02");
        listeners.enter(CALLER);
        listeners.enter(other);
        AgentWatch.Topic topic = watch.join(AgentFixture.OWNER, CODE);
        alive = Set.of(CALLER, other);
        watch.start();
        String seen = topic.await(CALLER, "", Duration.ofSeconds(20)).version();
        alive = Set.of(CALLER);
        assertThat(topic.await(other, seen, Duration.ofSeconds(20))).isNull();
        assertThat(watch.goesOnFor(other)).isFalse();
        assertThat(watch.goesOnFor(CALLER)).isTrue();
    }

    @Test
    void listenersAreLimitedByAccountAndInAll() {
        AgentListeners few = new AgentListeners(2, 3);
        Caller stranger = Caller.ofAccount(AgentFixture.STRANGER, "one", "03");
        few.enter(CALLER);
        few.enter(CALLER);
        assertThatThrownBy(() -> few.enter(CALLER)).isInstanceOf(ApiException.class)
                .hasMessageContaining("At most 2 event streams");
        few.enter(stranger);
        assertThatThrownBy(() -> few.enter(stranger)).isInstanceOf(ApiException.class)
                .hasMessageContaining("Too many event streams");
        few.leave(CALLER);
        few.enter(stranger);
        few.leave(stranger);
        few.leave(stranger);
        few.leave(CALLER);
        assertThat(few.callers()).isEmpty();
    }

    private static boolean sees(AgentWatch.Topic topic) throws InterruptedException {
        return topic.await(CALLER, "", Duration.ZERO) != null;
    }

    /** What one look costs when an agent has changed that so many follow, and all of them see it. */
    private int queriesFor(int many) throws Exception {
        List<AgentWatch.Topic> joined = new ArrayList<>();
        List<Callable<AgentWatch.Sight>> waiting = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            listeners.enter(CALLER);
            AgentWatch.Topic topic = watch.join(AgentFixture.OWNER, CODE);
            joined.add(topic);
            waiting.add(() -> topic.await(CALLER, "", Duration.ofSeconds(20)));
        }
        queries.set(0);
        watch.look();
        int asked = queries.get();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<AgentWatch.Sight> seen : threads.invokeAll(waiting, 30, TimeUnit.SECONDS)) {
                assertThat(seen.get()).isNotNull();
            }
        }
        joined.forEach(topic -> {
            topic.leave();
            listeners.leave(CALLER);
        });
        return asked;
    }

    private AgentWatch watch() {
        AtomicInteger open = new AtomicInteger();
        JdbcClient counted = JdbcClient.create(new DelegatingDataSource(fixture.database) {
            @Override
            public Connection getConnection() throws SQLException {
                queries.incrementAndGet();
                Connection connection = super.getConnection();
                atOnce.accumulateAndGet(open.incrementAndGet(), Math::max);
                return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                        new Class<?>[]{Connection.class}, (_, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                open.decrementAndGet();
                            }
                            return method.invoke(connection, arguments);
                        });
            }
        });
        CallerResolver secrets = new CallerResolver() {
            @Override
            public Caller authenticate(String secret) {
                throw new UnsupportedOperationException();
            }

            @Override
            public KnownSecret identify(String secret) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void used(KnownSecret secret) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Set<Caller> alive(Set<Caller> callers) {
                queries.incrementAndGet();
                return alive;
            }
        };
        return new AgentWatch(counted, SnapshotFixture.snapshots(counted), queue, listeners, secrets);
    }
}
