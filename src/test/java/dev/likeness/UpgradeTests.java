package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.view.AgentSnapshot;
import dev.likeness.agent.view.SnapshotFixture;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.job.Job;
import dev.likeness.job.JobFixture;
import dev.likeness.job.JobState;
import dev.likeness.job.LeaseAnswer;
import dev.likeness.web.Idempotency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * A database that a server of version 8 has written to is read by this one: what waits is built, what runs goes on, what
 * was made is shown, and a repeat is answered as the first was.
 */
class UpgradeTests {

    private static final UUID OWNER = new UUID(0, 11);
    private static final UUID QUEUED = new UUID(1, 1);
    private static final UUID LEASED = new UUID(1, 2);
    private static final UUID DONE = new UUID(1, 3);
    private static final String KIND = GenerationOrder.KIND;
    private static final String DIGEST = "5e".repeat(32);
    private static final String AS_WRITTEN = """
            insert into account (account_id, email, plan, status, created_at)
            values ('00000000-0000-0000-0000-00000000000b', 'ada@example.com', 'business', 'active', now());
            insert into wallet (account_id) values ('00000000-0000-0000-0000-00000000000b');

            insert into agent_directory (code, account_id) values
                ('A00NEW0001', '00000000-0000-0000-0000-00000000000b'),
                ('A00RUN0001', '00000000-0000-0000-0000-00000000000b'),
                ('A00OLD0001', '00000000-0000-0000-0000-00000000000b');
            insert into agent (account_id, id, code, name, description, language, gender, model, supported_models,
                subject, system_prompt, image_key, video_key, voice_id, status, event_type, progress, progress_msg,
                current_step, created_at, updated_at, version)
            values
                ('00000000-0000-0000-0000-00000000000b', gen_random_uuid(), 'A00NEW0001', '', null, null, null,
                    'essence-1', '{essence-1}', null, '', null, null, null, 'processing', 'agent_generation', .02,
                    'Credits reserved', 'payment', now(), now(), 0),
                ('00000000-0000-0000-0000-00000000000b', gen_random_uuid(), 'A00RUN0001', 'Ada', 'A guide.', 'en',
                    'female', 'essence-1', '{essence-1}', null, 'You are Ada.', null, null, null, 'generating',
                    'agent_generation', .3, 'Drawing', 'voice_image', now(), now(), 4),
                ('00000000-0000-0000-0000-00000000000b', gen_random_uuid(), 'A00OLD0001', 'Eve', 'A chef.', 'de',
                    'female', 'essence-2', '{essence-2,essence-2-max}', 'human', 'You are Eve.',
                    'public/agents/A00OLD0001/portrait.jpg', 'public/agents/A00OLD0001/identity.mp4', 'F2', 'ready',
                    'agent_generation', 1, null, null, '2026-01-02T03:04:05Z', '2026-01-02T03:09:05Z', 9);
            insert into agent_artifact (account_id, agent_code, model, object_key, filename, content_type, sha256, size,
                created_at)
            values
                ('00000000-0000-0000-0000-00000000000b', 'A00OLD0001', 'essence-2', 'accounts/b/two.imx',
                    'A00OLD0001.imx', 'application/octet-stream', repeat('ab', 32), 1048576, now()),
                ('00000000-0000-0000-0000-00000000000b', 'A00OLD0001', 'essence-2-max', 'accounts/b/max.imx',
                    'A00OLD0001.pkl', 'application/octet-stream', repeat('cd', 32), 2097152, now());

            insert into job (id, kind, model, account_id, subject, payload, priority, status, attempt, spared, worker,
                lease_until, progress, step, progress_msg, finished_at)
            values
                ('00000000-0000-0001-0000-000000000001', 'agent_generation', 'essence-1',
                    '00000000-0000-0000-0000-00000000000b', 'A00NEW0001', '{"model": "essence-1",
                    "models": ["essence-1"], "charged": true, "prompt": "A chef", "image":
                    {"url": "https://example.com/a.png", "key": null}, "audio": null, "aspectRatio": "16:9",
                    "framing": "portrait", "transparency": false}', 0, 'queued', 1, 1, 'node:old', null, 0, '', '',
                    null),
                ('00000000-0000-0001-0000-000000000002', 'agent_generation', 'essence-1',
                    '00000000-0000-0000-0000-00000000000b', 'A00RUN0001', '{"model": "essence-1",
                    "models": ["essence-1"], "charged": true, "prompt": "A guide", "image": null, "audio": null,
                    "aspectRatio": "16:9", "framing": "portrait", "transparency": false}', 0, 'leased', 2, 0,
                    'node:old', clock_timestamp() + interval '1 hour', .3, 'voice_image', 'Drawing', null),
                ('00000000-0000-0001-0000-000000000003', 'agent_generation', 'essence-2',
                    '00000000-0000-0000-0000-00000000000b', 'A00OLD0001', '{"model": "essence-2",
                    "models": ["essence-2", "essence-2-max"], "charged": true, "prompt": "A chef", "image": null,
                    "audio": null, "aspectRatio": "16:9", "framing": "portrait", "transparency": false}', 0, 'done', 1,
                    0, 'node:old', null, .9, 'video', 'Rendering', clock_timestamp());

            insert into idempotency_record (account_id, endpoint, idempotency_key, body_hash, status, answer, created_at)
            values ('00000000-0000-0000-0000-00000000000b', 'agent/generate', 'once', decode(repeat('5e', 32), 'hex'),
                200, '{"success":true,"message":"Agent generation started","agent_id":"A00NEW0001",'
                || '"status":"processing"}', installation_now());
            """;

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private JobFixture jobs;

    @BeforeEach
    void upgrade() {
        migrate("8");
        jdbc.sql(AS_WRITTEN).update();
        migrate("latest");
        jobs = new JobFixture(database, Duration.ofMinutes(1), List.of(new JobFixture.Counting(database) {
            @Override
            public String kind() {
                return KIND;
            }
        }));
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(database).locations("classpath:db/migration").target(version).load()
                .migrate();
    }

    @Test
    void whatWaitsIsBuilt() {
        Job job = jobs.jobs.claim("node:new", List.of(KIND), List.of()).orElseThrow();
        assertThat(job.id()).isEqualTo(QUEUED);
        assertThat(job.accountId()).isEqualTo(OWNER);
        assertThat(job.subject()).isEqualTo("A00NEW0001");
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(job.spared()).isOne();
        GenerationOrder order = JobFixture.JSON.treeToValue(job.payload(), GenerationOrder.class);
        assertThat(order.models()).containsExactly(Model.ESSENCE_1);
        assertThat(order.image()).isNotNull().extracting("url").isEqualTo("https://example.com/a.png");
        assertThat(order.subjectRule()).isNull();
        assertThat(order.charge(job.subject())).isEqualTo("agent_generation:A00NEW0001");
        assertThat(jobs.jobs.complete(job.id(), 2, JobFixture.JSON.createObjectNode())).isTrue();
        assertThat(state(QUEUED).status()).isEqualTo("done");
    }

    @Test
    void whatRunsGoesOn() {
        JobState running = state(LEASED);
        assertThat(running.status()).isEqualTo("leased");
        assertThat(running.worker()).isEqualTo("node:old");
        assertThat(running.overdue()).isFalse();
        assertThat(jobs.jobs.heartbeat(LEASED, 1, .5, "video", "late")).isEqualTo(LeaseAnswer.LOST);
        assertThat(jobs.jobs.heartbeat(LEASED, 2, .5, "video", "Rendering")).isEqualTo(LeaseAnswer.CONTINUE);
        assertThat(state(LEASED).job().progress()).isEqualTo(.5);
        assertThat(jobs.jobs.complete(LEASED, 2, JobFixture.JSON.createObjectNode())).isTrue();
    }

    @Test
    void whatIsDoneStaysDone() {
        JobState done = state(DONE);
        assertThat(done.status()).isEqualTo("done");
        assertThat(done.job().step()).isEqualTo("video");
        assertThat(jobs.jobs.complete(DONE, 1, JobFixture.JSON.createObjectNode())).isFalse();
        assertThat(jobs.jobs.cancel(OWNER, "A00OLD0001")).isEmpty();
    }

    @Test
    void whatWasMadeIsShown() {
        AgentSnapshot eve = agent("A00OLD0001");
        assertThat(List.of(eve.name(), String.valueOf(eve.description()), String.valueOf(eve.language()),
                String.valueOf(eve.gender()), String.valueOf(eve.subject()), eve.systemPrompt(),
                String.valueOf(eve.voiceId()))).containsExactly("Eve", "A chef.", "de", "female", "human",
                        "You are Eve.", "F2");
        assertThat(eve.status()).isEqualTo(AgentStatus.READY);
        assertThat(eve.model()).isEqualTo(Model.ESSENCE_2);
        assertThat(eve.supportedModels()).containsExactly(Model.ESSENCE_2, Model.ESSENCE_2_MAX);
        assertThat(eve.imageKey()).isEqualTo("public/agents/A00OLD0001/portrait.jpg");
        assertThat(eve.videoKey()).isEqualTo("public/agents/A00OLD0001/identity.mp4");
        assertThat(eve.modelKey()).isEqualTo("accounts/b/two.imx");
        assertThat(eve.modelFilename()).isEqualTo("A00OLD0001.imx");
        assertThat(eve.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(eve.adds()).isEmpty();
        assertThat(agent("A00NEW0001").waits()).isTrue();
        assertThat(agent("A00RUN0001").waits()).isFalse();
        assertThat(jdbc.sql("select object_key || ' ' || sha256 || ' ' || size from agent_artifact order by model")
                .query(String.class).list()).containsExactly("accounts/b/two.imx " + "ab".repeat(32) + " 1048576",
                        "accounts/b/max.imx " + "cd".repeat(32) + " 2097152");
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstWas() {
        Idempotency idempotency = new Idempotency(jdbc, new DataSourceTransactionManager(database), JobFixture.JSON);
        Idempotency.Request request = new Idempotency.Request(OWNER, "agent/generate", "once", DIGEST);
        Map<?, ?> started = Map.of("success", true, "message", "Agent generation started", "agent_id", "A00NEW0001",
                "status", "processing");
        assertThat(idempotency.earlier(request, Map.class).map(Idempotency.Answer::value)).isEqualTo(
                Optional.of(started));
        Idempotency.Answer<?> again = idempotency.run(request, Map.class, () -> {
            throw new AssertionError("made twice");
        });
        assertThat(again.value()).isEqualTo(started);
        assertThat(again.repeated()).isTrue();
    }

    private JobState state(UUID job) {
        return jobs.jobs.state(job).orElseThrow();
    }

    private AgentSnapshot agent(String code) {
        return SnapshotFixture.snapshots(jdbc).find(OWNER, code).orElseThrow();
    }
}
