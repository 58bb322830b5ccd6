package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.AgentReady;
import dev.likeness.agent.AgentStatus;
import dev.likeness.avatar.portrait.PictureSubject;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.billing.BillingError;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.common.Model;
import dev.likeness.generation.build.GenerationOrder;
import dev.likeness.generation.build.Handlers;
import dev.likeness.generation.engine.Engines;
import dev.likeness.generation.input.InputFixture;
import dev.likeness.generation.input.Inputs;
import dev.likeness.job.Job;
import dev.likeness.job.JobFixture;
import dev.likeness.job.JobHandler;
import dev.likeness.storage.StoreUnavailableException;
import dev.likeness.web.Idempotency;
import dev.likeness.web.body.Bodies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GenerationsTests {

    private static final String IMAGE = "aGVsbG8gd29ybGQ=";
    private static final String CARTOON = "Image processing failed: essence-2 requires a photorealistic human subject; "
            + "this image looks like a cartoon — use expression-2";
    private static final List<String> KINDS = List.of(GenerationOrder.KIND);

    @TempDir
    private Path folder;

    private final AgentFixture fixture = new AgentFixture();
    private final GenerationProperties properties = new GenerationProperties(false, List.of(),
            Duration.ofMinutes(10), 2);
    private final Portraits portraits = mock(Portraits.class);
    private final CreditLedger ledger = ledger();
    private final Inputs inputs = InputFixture.inputs(fixture.store);
    private final JobHandler handler = new Handlers().creations(fixture.agents, ledger, inputs, fixture.jobs.jobs);
    private final PausedModels paused = new PausedModels(fixture.jdbc, properties, Engines.working(),
            fixture.jobs.jobs);
    private final Generations generations = new Generations(
            new Idempotency(fixture.jdbc, fixture.jobs.transactions, JobFixture.JSON), inputs,
            InputFixture.gate(portraits, inputs), fixture.agents, ledger, fixture.jobs.jobs,
            paused, properties);

    GenerationsTests() {
        fixture.handlers.add(handler);
        when(portraits.subject(any())).thenReturn(PictureSubject.HUMAN);
    }

    @Test
    void chargeAgentAndJobComeTogether() {
        JsonNode answer = generate("{\"model\": \"essence-1\", \"prompt\": \"a chef\"}");
        String code = answer.get("agentId").asString();
        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.get("message").asString()).isEqualTo("Agent generation started");
        assertThat(answer.get("status").asString()).isEqualTo("processing");
        assertThat(code).matches("A[0-9]{2}[A-Z]{3}[0-9]{4}");
        assertThat(balance()).isEqualTo(10_000 - 250);
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        assertThat(job.subject()).isEqualTo(code);
        assertThat(job.payload().get("prompt").asString()).isEqualTo("a chef");
        assertThat(pricing()).containsExactly("agent_generation_essence_1");
    }

    @Test
    void checksAreMadeInTheOrderOfTheContract() {
        fixture.agent("A00TAK0001", Model.ESSENCE_1);
        spend(10_000);
        paused.pause(Model.EXPRESSION_2, null);
        when(portraits.subject(any())).thenReturn(PictureSubject.DRAWING);
        refused("{\"figure_id\": 1, \"video\": \"x\"}", CommonError.VALIDATION_ERROR, "figure_id");
        refused("{\"video\": \"x\", \"model\": \"nope\"}", GenerationError.VIDEO_INPUT_NOT_SUPPORTED, "video");
        refused("{\"model\": \"nope\", \"framing\": \"nope\"}", CommonError.VALIDATION_ERROR, "Invalid model 'nope'");
        refused("{\"model\": \"expression-2\", \"framing\": \"nope\", \"agent_id\": \"A00TAK0001\"}",
                CommonError.VALIDATION_ERROR, "framing must be one of: portrait, full_body");
        refused("{\"model\": \"expression-2\", \"agent_id\": \"A00TAK0001\"}", CommonError.CONFLICT, "A00TAK0001");
        refused("{\"model\": \"expression-2\", \"agent_id\": \"A00FRE0001\"}", GenerationError.MODEL_NOT_YET_AVAILABLE,
                "expression-2");
        refused("{\"model\": \"essence-2\", \"image\": \"" + IMAGE + "\"}", GenerationError.MODEL_SUBJECT_MISMATCH,
                "essence-2 requires a photorealistic human subject; this image looks like a cartoon — use expression-2");
        refused("{\"model\": \"essence-2\", \"prompt\": \"a cat\"}", GenerationError.MODEL_SUBJECT_MISMATCH,
                "essence-2 requires a photorealistic human subject; this description sounds like an animal — use "
                        + "expression-2");
        when(portraits.subject(any())).thenThrow(new IllegalStateException("too slow"));
        refused("{\"model\": \"auto\", \"image\": \"" + IMAGE + "\"}", GenerationError.MODEL_NOT_YET_AVAILABLE,
                "expression-2");
        refused("{\"model\": \"essence-2\", \"prompt\": \"a chef\"}", BillingError.INSUFFICIENT_BALANCE, "");
        assertThat(fixture.jobs.jobs.claim("w", KINDS, List.of())).isEmpty();
        assertThat(fixture.count("agent")).isEqualTo(1);
    }

    @Test
    void malformedFieldsAreNamed() {
        refused("{\"image\": \"not base64!\"}", CommonError.VALIDATION_ERROR, "image must be");
        refused("{\"agent_id\": \"my-agent\"}", CommonError.VALIDATION_ERROR, "agent_id must look like");
        refused("{\"aspect_ratio\": \"4:3\"}", CommonError.VALIDATION_ERROR, "aspect_ratio must be one of");
        refused("{\"prompt\": 7}", CommonError.VALIDATION_ERROR, "prompt");
        refused("{\"image\": \"" + "AAAA".repeat(10 * 1024 * 1024 / 3 + 10) + "\"}", CommonError.FILE_TOO_LARGE,
                "image must have at most 10 MB");
    }

    @Test
    void aVersionIsNotLookedAtBesideAFullName() {
        generate("{\"model\": \"essence-1\", \"version\": 2}");
        assertThat(balance()).isEqualTo(10_000 - 250);
    }

    @Test
    void aRefusedCreationLeavesNoInputBehind() {
        spend(10_000);
        refused("{\"model\": \"essence-1\", \"image\": \"" + IMAGE + "\"}", BillingError.INSUFFICIENT_BALANCE, "");
        verify(fixture.store).put(startsWith("inputs/" + AgentFixture.OWNER + "/"), any(Path.class), any());
        verify(fixture.store, timeout(60_000)).delete(startsWith("inputs/" + AgentFixture.OWNER + "/"));
    }

    @Test
    void aSampleThatCannotBeStoredTakesItsPictureAlong() {
        when(fixture.store.put(anyString(), any(Path.class), any())).thenReturn(null)
                .thenThrow(new StoreUnavailableException("full", new IOException()));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> generate(
                "{\"model\": \"essence-1\", \"image\": \"" + IMAGE + "\", \"audio\": \"" + IMAGE + "\"}"));
        verify(fixture.store, timeout(60_000)).delete(startsWith("inputs/" + AgentFixture.OWNER + "/"));
        assertThat(fixture.count("agent")).isZero();
    }

    @Test
    void anAcceptedCreationKeepsItsInputForTheBuild() {
        generate("{\"model\": \"essence-1\", \"image\": \"data:image/png;base64," + IMAGE + "\"}");
        verify(fixture.store, never()).delete(any());
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        assertThat(job.payload().at("/image/key").asString()).startsWith("inputs/");
    }

    @Test
    void theSameKeyIsTheSameAgentAndOneCharge() {
        var first = send("k1", "{\"model\": \"essence-1\"}");
        var second = send("k1", "{\"model\": \"essence-1\"}");
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.repeated()).isTrue();
        assertThat(balance()).isEqualTo(10_000 - 250);
        assertThat(first.value().agentId()).isEqualTo(AgentCodes.derived(AgentFixture.OWNER, "k1", 0));
    }

    @Test
    void aRepeatIsKnownBeforeItsPictureIsLookedAtOrStored() {
        String body = "{\"model\": \"essence-2\", \"image\": \"" + IMAGE + "\"}";
        send("k1", body);
        verify(portraits, times(1)).subject(any());
        verify(portraits, times(1)).isSlow(any());
        verify(fixture.store, times(1)).put(anyString(), any(Path.class), any());
        assertThat(send("k1", body).repeated()).isTrue();
        verifyNoMoreInteractions(portraits, fixture.store);
    }

    @Test
    void aKeyThatIsUsedDayAfterDayMakesAnAgentEachDay() {
        Set<String> codes = new HashSet<>();
        for (int day = 0; day < 12; day++) {
            fixture.jdbc.sql("update installation_clock set offset_seconds = ?").param(day * 86_401).update();
            var answer = send("daily", "{\"model\": \"essence-1\"}");
            assertThat(answer.repeated()).isFalse();
            assertThat(answer.value().agentId()).isEqualTo(AgentCodes.derived(AgentFixture.OWNER, "daily", day));
            assertThat(send("daily", "{\"model\": \"essence-1\"}").repeated()).isTrue();
            codes.add(answer.value().agentId());
        }
        assertThat(codes).hasSize(12);
        assertThat(balance()).isEqualTo(10_000 - 12 * 250);
    }

    @Test
    void aRepeatWithACustomIdIsAReplayNotAConflict() {
        send("k2", "{\"agent_id\": \"A00CUS0001\"}");
        assertThat(send("k2", "{\"agent_id\": \"A00CUS0001\"}").repeated()).isTrue();
    }

    @Test
    void autoBillsWhatItRoutesTo() {
        generate("{\"model\": \"auto\", \"prompt\": \"a chef\"}");
        assertThat(balance()).isEqualTo(10_000 - 500);
        assertThat(pricing()).containsExactly("agent_generation_essence_2");
    }

    @Test
    void whatWasNotSeenInTimeAndIsNoHumanFailsAndIsRefunded() {
        when(portraits.subject(any())).thenThrow(new IllegalStateException("too slow"));
        String code = generate("{\"model\": \"essence-2\", \"image\": \"" + IMAGE + "\"}").get("agentId").asString();
        assertThat(balance()).isEqualTo(10_000 - 500);
        showsACartoon();
        Agent agent = fixture.agents.get(AgentFixture.OWNER, code);
        assertThat(agent.status()).isEqualTo(AgentStatus.FAILED);
        assertThat(column("error_message", code)).isEqualTo(CARTOON);
        assertThat(column("current_step", code)).isEqualTo("voice_image");
        assertThat(balance()).isEqualTo(10_000);
        verify(fixture.store, timeout(60_000)).delete(startsWith("inputs/"));
    }

    @Test
    void autoBecomesExpression2WhenItsPictureShowsNoHumanAfterAll() {
        when(portraits.subject(any())).thenThrow(new IllegalStateException("too slow"));
        String code = generate("{\"model\": \"auto\", \"image\": \"" + IMAGE + "\"}").get("agentId").asString();
        assertThat(balance()).isEqualTo(10_000 - 500);
        showsACartoon();
        Agent agent = fixture.agents.get(AgentFixture.OWNER, code);
        assertThat(agent.status()).isEqualTo(AgentStatus.PROCESSING);
        assertThat(agent.model()).isEqualTo(Model.EXPRESSION_2);
        assertThat(agent.supportedModels()).containsExactly(Model.EXPRESSION_2);
        assertThat(balance()).isEqualTo(10_000 - 2_000);
        assertThat(pricing()).containsExactlyInAnyOrder("agent_generation_essence_2",
                "credit_refund_agent_generation_essence_2", "agent_generation_expression_2");
        verify(fixture.store, never()).delete(any());

        Job second = fixture.jobs.jobs.claim("w", KINDS, List.of("expression-2")).orElseThrow();
        assertThat(fixture.jobs.jobs.fail(second.id(), second.attempt(), "lip_sync", "the engine crashed")).isTrue();
        assertThat(balance()).isEqualTo(10_000);
        assertThat(fixture.agents.get(AgentFixture.OWNER, code).status()).isEqualTo(AgentStatus.FAILED);
    }

    @Test
    void autoThatCannotPayForExpression2FailsAndIsRefunded() {
        when(portraits.subject(any())).thenThrow(new IllegalStateException("too slow"));
        spend(8_400);
        String code = generate("{\"model\": \"auto\", \"image\": \"" + IMAGE + "\"}").get("agentId").asString();
        showsACartoon();
        Agent agent = fixture.agents.get(AgentFixture.OWNER, code);
        assertThat(agent.status()).isEqualTo(AgentStatus.FAILED);
        assertThat(column("error_message", code))
                .isEqualTo(CARTOON + " (Insufficient balance)");
        assertThat(balance()).isEqualTo(1_600);
        assertThat(fixture.jobs.jobs.claim("w", KINDS, List.of())).isEmpty();
    }

    /** As {@link dev.likeness.generation.build} finds it. */
    private void showsACartoon() {
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of("essence-2")).orElseThrow();
        assertThat(fixture.jobs.jobs.fail(job.id(), job.attempt(), "subject", CARTOON)).isTrue();
    }

    @Test
    void aThirdEssence2InFlightFailsUnbilledAlsoWhenManyComeAtOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(6);
        try (var pool = Executors.newFixedThreadPool(6)) {
            List<Future<JsonNode>> answers = java.util.stream.IntStream.range(0, 6).mapToObj(_ -> pool.submit(() -> {
                start.await();
                return generate("{\"model\": \"essence-2\"}");
            })).toList();
            int failed = 0;
            for (Future<JsonNode> answer : answers) {
                failed += answer.get().get("status").asString().equals("failed") ? 1 : 0;
            }
            assertThat(failed).isEqualTo(4);
        }
        assertThat(balance()).isEqualTo(10_000 - 2 * 500);
        assertThat(fixture.count("agent where status = 'failed'")).isEqualTo(4);
    }

    @Test
    void aFailedBuildGivesTheChargeBackOnceAndNamesTheStep() {
        String code = generate("{\"model\": \"essence-1\"}").get("agentId").asString();
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        assertThat(fixture.jobs.jobs.fail(job.id(), job.attempt(), "lip_sync", "the engine crashed")).isTrue();
        assertThat(fixture.jobs.jobs.fail(job.id(), job.attempt(), "lip_sync", "the engine crashed")).isFalse();
        assertThat(balance()).isEqualTo(10_000);
        assertThat(fixture.agents.get(AgentFixture.OWNER, code).status()).isEqualTo(AgentStatus.FAILED);
        assertThat(pricing()).containsExactlyInAnyOrder("agent_generation_essence_1",
                "credit_refund_agent_generation_essence_1");
    }

    @Test
    void deletionAndCompletionRacedNeitherLoseNorDoubleTheCharge() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 30; i++) {
                String code = generate("{\"model\": \"essence-1\"}").get("agentId").asString();
                Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
                long before = balance();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> complete = pool.submit(() -> {
                    start.await();
                    return fixture.jobs.jobs.complete(job.id(), job.attempt(), JobFixture.JSON.createArrayNode());
                });
                Future<?> delete = pool.submit(() -> {
                    start.await();
                    fixture.agents.delete(AgentFixture.OWNER, code);
                    return null;
                });
                delete.get();
                boolean ready = complete.get();
                assertThat(balance()).isEqualTo(ready ? before : before + 250);
                assertThat(fixture.agents.find(AgentFixture.OWNER, code)).isEmpty();
                assertThat(fixture.events.contains(new AgentReady(AgentFixture.OWNER, code, "essence-1")))
                        .isEqualTo(ready);
            }
        }
    }

    /** The order that takes the first one's place is not there yet when the deletion looks for what runs. */
    @Test
    void deletionAndAnotherOrderInPlaceOfTheFirstRacedLeaveNothingPaid() throws Exception {
        when(portraits.subject(any())).thenThrow(new IllegalStateException("too slow"));
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 30; i++) {
                long before = balance();
                String code = generate("{\"model\": \"auto\", \"image\": \"" + IMAGE + "\"}").get("agentId")
                        .asString();
                Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> fail = pool.submit(() -> {
                    start.await();
                    return fixture.jobs.jobs.fail(job.id(), job.attempt(), "subject", CARTOON);
                });
                Future<?> delete = pool.submit(() -> {
                    start.await();
                    fixture.agents.delete(AgentFixture.OWNER, code);
                    return null;
                });
                delete.get();
                fail.get();
                assertThat(balance()).isEqualTo(before);
                assertThat(fixture.jobs.jobs.claim("w", KINDS, List.of())).isEmpty();
            }
        }
    }

    private String column(String name, String code) {
        return fixture.jdbc.sql("select " + name + " from agent where code = ?").param(code).query(String.class)
                .single();
    }

    private JsonNode generate(String body) {
        return JobFixture.JSON.valueToTree(send(null, body).value());
    }

    private Idempotency.Answer<GenerationWire.Started> send(@Nullable String key, String body) {
        GenerationRequest request = new Bodies(folder).read(GenerationController.class, "generate",
                GenerationRequest.class, body);
        return generations.generate(new Idempotency.Request(AgentFixture.OWNER, "agent/generate", key,
                HexFormat.of().toHexDigits(body.hashCode())), request);
    }

    private void refused(String body, ErrorCode code, String message) {
        long before = balance();
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> generate(body));
        assertThat(refusal).as(body.substring(0, Math.min(100, body.length()))).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).contains(message);
        assertThat(balance()).isEqualTo(before);
    }

    private void spend(long credits) {
        fixture.jdbc
                .sql("""
                        select ledger_charge(:id, 'spent', :credits, 0, row('x','x','x',null,null,null,null,null)::ledger_subject)
                        """)
                .param("id", AgentFixture.OWNER).param("credits", credits).query(String.class).single();
    }

    private long balance() {
        return fixture.jdbc.sql("select plan + reward + topup from wallet where account_id = :id")
                .param("id", AgentFixture.OWNER).query(Long.class).single();
    }

    private List<String> pricing() {
        return fixture.jdbc.sql("select pricing_code from ledger_entry where account_id = :id and kind <> 'grant'")
                .param("id", AgentFixture.OWNER).query(String.class).list();
    }

    /** The ledger's SQL without its Spring proxy. */
    private CreditLedger ledger() {
        CreditLedger mocked = mock(CreditLedger.class);
        when(mocked.charge(any(), any(), anyLong(), any())).thenAnswer(call -> {
            Subject subject = call.getArgument(3);
            String result = fixture.jdbc.sql("""
                    select ledger_charge(:id, :reference, :credits, 0,
                        row('x', 'api', :code, null, null, null, null, null)::ledger_subject)
                    """).param("id", call.<UUID>getArgument(0)).param("reference", call.<String>getArgument(1))
                    .param("credits", call.<Long>getArgument(2)).param("code", subject.pricingCode())
                    .query(String.class).single();
            if (result.equals("insufficient")) {
                throw new ApiException(BillingError.INSUFFICIENT_BALANCE, "Insufficient balance");
            }
            return result.equals("charged");
        });
        when(mocked.refund(any(), any(), any())).thenAnswer(call -> fixture.jdbc
                .sql("select ledger_refund(:id, :charge, :reference, null)").param("id", call.<UUID>getArgument(0))
                .param("charge", call.<String>getArgument(1)).param("reference", call.<String>getArgument(2))
                .query(Long.class).single());
        return mocked;
    }
}
