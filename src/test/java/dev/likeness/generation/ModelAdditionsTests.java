package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.likeness.AtOnce;
import dev.likeness.Ledgers;
import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.AgentFixture;
import dev.likeness.agent.Appearance;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelAdd;
import dev.likeness.agent.Persona;
import dev.likeness.billing.BillingError;
import dev.likeness.billing.CreditLedger;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.common.InstallationClock;
import dev.likeness.common.Model;
import dev.likeness.generation.build.Handlers;
import dev.likeness.generation.build.ModelAddOrder;
import dev.likeness.generation.engine.Engines;
import dev.likeness.job.ForeignHandler;
import dev.likeness.job.Job;
import dev.likeness.job.JobFixture;
import dev.likeness.web.Idempotency;
import dev.likeness.web.body.Bodies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Every row of CONTRACT 3.4. */
class ModelAdditionsTests {

    private static final String CODE = "A00ADD0001";
    private static final List<String> KINDS = List.of(ModelAddOrder.KIND);

    @TempDir
    private Path data;

    private final AgentFixture fixture = new AgentFixture();
    private ConfigurableApplicationContext books;
    private final Handlers handlers = new Handlers();
    private ModelAdditions additions;
    private ForeignHandler handler;
    private PausedModels paused;

    @BeforeEach
    void start() {
        books = Ledgers.node(fixture.database, fixture.jobs.transactions, data, false);
        CreditLedger ledger = books.getBean(CreditLedger.class);
        paused = new PausedModels(fixture.jdbc,
                new GenerationProperties(false, List.of(), Duration.ofMinutes(10), 2), Engines.working(),
                fixture.jobs.jobs);
        additions = new ModelAdditions(new Idempotency(fixture.jdbc, fixture.jobs.transactions, JobFixture.JSON),
                fixture.agents, fixture.adds, ledger, fixture.jobs.jobs, paused, new InstallationClock());
        handler = handlers.additions(fixture.agents, fixture.adds, ledger);
        fixture.handlers.add(handler);
    }

    @AfterEach
    void stop() {
        books.close();
    }

    @Test
    void anAdditionIsChargedAndQueuedAndTheAgentStaysReady() {
        ready(Model.EXPRESSION_1, "human", false);
        JsonNode answer = add("expression-2");
        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.get("agentId").asString()).isEqualTo(CODE);
        assertThat(answer.get("model").asString()).isEqualTo("expression-2");
        assertThat(answer.get("status").asString()).isEqualTo("processing");
        assertThat(answer.get("credits").asInt()).isEqualTo(2000);
        assertThat(answer.get("supportedModels").valueStream().map(JsonNode::asString)).containsExactly("expression-1");
        assertThat(balance()).isEqualTo(8_000);
        assertThat(pricing()).containsExactly("agent_model_add_expression_2");
        assertThat(agent().isReady()).isTrue();
        assertThat(only().status()).isEqualTo("processing");
    }

    @Test
    void theAddedModelIsSupportedOnceItsFilesAreThere() {
        ready(Model.EXPRESSION_1, "human", false);
        add("essence-1");
        complete(List.of(Model.ESSENCE_1), "public/agents/x/identity.mp4");
        assertThat(agent().supportedModels()).containsExactly(Model.EXPRESSION_1, Model.ESSENCE_1);
        assertThat(agent().videoKey()).isEqualTo("public/agents/x/identity.mp4");
        assertThat(only().status()).isEqualTo("ready");
        assertThat(only().progress()).isEqualTo(1);
        assertThat(balance()).isEqualTo(9_750);
    }

    @Test
    void essence2BringsItsMaxAndIsAlsoMeantByThatName() {
        ready(Model.ESSENCE_1, "human", true);
        assertThat(add("essence-2-max").get("model").asString()).isEqualTo("essence-2");
        complete(List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX), null);
        assertThat(agent().supportedModels()).containsExactly(Model.ESSENCE_1, Model.ESSENCE_2, Model.ESSENCE_2_MAX);
        assertThat(balance()).isEqualTo(9_500);
    }

    @Test
    void expression1IsFreeAndThereAtOnce() {
        ready(Model.ESSENCE_1, "human", true);
        JsonNode answer = add("expression-1");
        assertThat(answer.get("status").asString()).isEqualTo("ready");
        assertThat(answer.get("credits").asInt()).isZero();
        assertThat(agent().supports(Model.EXPRESSION_1)).isTrue();
        assertThat(balance()).isEqualTo(10_000);
        assertThat(fixture.jobs.jobs.claim("w", KINDS, List.of())).isEmpty();
    }

    @Test
    void whatIsThereOrRunningAnswersForNothing() {
        ready(Model.ESSENCE_1, "human", true);
        assertThat(add("essence-1").get("status").asString()).isEqualTo("ready");
        assertThat(balance()).isEqualTo(10_000);
        add("essence-2");
        JsonNode again = add("essence-2");
        assertThat(again.get("status").asString()).isEqualTo("processing");
        assertThat(again.get("credits").asInt()).isZero();
        assertThat(balance()).isEqualTo(9_500);
    }

    @Test
    void manyAtOnceAreOneOrder() throws Exception {
        ready(Model.ESSENCE_1, "human", true);
        List<JsonNode> answers = AtOnce.run(Collections.nCopies(8, () -> add("expression-2")));
        assertThat(answers.stream().mapToInt(answer -> answer.get("credits").asInt()).sum()).isEqualTo(2_000);
        assertThat(balance()).isEqualTo(8_000);
        assertThat(fixture.jobs.jobs.open(AgentFixture.OWNER, ModelAddOrder.KIND, List.of("expression-2"))).isOne();
    }

    @Test
    void aRepeatUnderAKeyGetsTheFirstAnswerAndAnotherAgentIsAnotherOrder() {
        ready(Model.ESSENCE_1, "human", true);
        ready("A00ADD0002", Model.ESSENCE_1, "human", true);
        var first = send(CODE, "k", "{\"model\": \"essence-2\"}");
        var again = send(CODE, "k", "{\"model\": \"essence-2\"}");
        assertThat(again.value()).isEqualTo(first.value());
        assertThat(again.repeated()).isTrue();
        assertThat(send("A00ADD0002", "k", "{\"model\": \"essence-2\"}").value().agentId()).isEqualTo("A00ADD0002");
        assertThat(balance()).isEqualTo(9_000);
    }

    @Test
    void refusalsNameWhatIsMissingAndChargeNothing() {
        refused("{\"model\": \"essence-1\"}", CommonError.NOT_FOUND, CODE);
        fixture.agent(CODE, Model.ESSENCE_1);
        refused("{\"model\": \"expression-2\"}", AgentError.AGENT_NOT_READY, "processing");
        refused("{}", CommonError.MISSING_PARAM, "model");
        refused("{\"model\": \"essence-3\"}", CommonError.VALIDATION_ERROR, "Invalid model 'essence-3'");
        refused("{\"model\": \"auto\"}", CommonError.VALIDATION_ERROR, "Invalid model 'auto'");
        refused("{\"model\": \"essence-2-light\"}", CommonError.VALIDATION_ERROR, "use essence-2");
        refused("{\"figure_id\": 1, \"model\": \"essence-1\"}", CommonError.VALIDATION_ERROR, "figure_id");
    }

    @Test
    void aMissingAssetIsNamed() {
        ready("A00ADD0003", Model.EXPRESSION_2, null, false, false);
        refused("A00ADD0003", "essence-1", GenerationError.MODEL_PREREQUISITE_MISSING, "identity video or image");
        refused("A00ADD0003", "essence-2", GenerationError.MODEL_PREREQUISITE_MISSING, "identity video");
        refused("A00ADD0003", "expression-1", GenerationError.MODEL_PREREQUISITE_MISSING, "image");
        ready(Model.EXPRESSION_1, "human", false);
        refused(CODE, "essence-2", GenerationError.MODEL_PREREQUISITE_MISSING, "identity video");
    }

    @Test
    void essence2WantsAHuman() {
        ready(Model.ESSENCE_1, "other", true);
        refused(CODE, "essence-2", GenerationError.MODEL_SUBJECT_MISMATCH,
                "essence-2 requires a photorealistic human subject; this agent's image does not look like one — use "
                        + "expression-2");
        ready("A00ADD0004", Model.ESSENCE_1, "drawn", true);
        fixture.jdbc.sql("update agent set description = 'A talking cat.' where code = 'A00ADD0004'").update();
        refused("A00ADD0004", "essence-2", GenerationError.MODEL_SUBJECT_MISMATCH, "this description sounds like an");
        fixture.jdbc.sql("update agent set description = 'A tall chef.' where code = 'A00ADD0004'").update();
        assertThat(send("A00ADD0004", null, "{\"model\": \"essence-2\"}").value().success()).isTrue();
    }

    @Test
    void aPausedModelIsRefusedBeforeAnyCharge() {
        ready(Model.ESSENCE_1, "human", true);
        paused.pause(Model.EXPRESSION_2, "new engine");
        refused(CODE, "expression-2", GenerationError.MODEL_NOT_YET_AVAILABLE, "expression-2");
        assertThat(balance()).isEqualTo(10_000);
        paused.resume(Model.EXPRESSION_2);
        assertThat(add("expression-2").get("credits").asInt()).isEqualTo(2000);
    }

    @Test
    void withoutCreditsNothingHappens() {
        ready(Model.ESSENCE_1, "human", true);
        fixture.jdbc.sql("select ledger_charge(:id, 'spent', 9000, 0, "
                + "row('x','x','x',null,null,null,null,null)::ledger_subject)").param("id", AgentFixture.OWNER)
                .query(String.class).single();
        refused(CODE, "expression-2", BillingError.INSUFFICIENT_BALANCE, "2000");
        assertThat(fixture.added(CODE)).isEmpty();
    }

    @Test
    void aFailedAdditionIsToldOnItselfRefundedOnceAndMayBeOrderedAgain() {
        ready(Model.ESSENCE_1, "human", true);
        add("expression-2");
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        fixture.jobs.jobs.heartbeat(job.id(), job.attempt(), .6, "lip_sync", "Building expression-2");
        assertThat(only().progress()).isEqualTo(.6);
        assertThat(fixture.jobs.jobs.fail(job.id(), job.attempt(), "lip_sync", "the engine crashed")).isTrue();
        assertThat(fixture.jobs.jobs.fail(job.id(), job.attempt(), "lip_sync", "the engine crashed")).isFalse();
        assertThat(balance()).isEqualTo(10_000);
        assertThat(only().status()).isEqualTo("failed");
        assertThat(only().errorMessage()).isEqualTo("Model build failed: the engine crashed");
        assertThat(agent().isReady()).isTrue();
        assertThat(agent().supports(Model.EXPRESSION_2)).isFalse();

        add("expression-2");
        assertThat(only().status()).isEqualTo("processing");
        assertThat(only().errorMessage()).isNull();
        complete(List.of(Model.EXPRESSION_2), null);
        assertThat(agent().supports(Model.EXPRESSION_2)).isTrue();
        assertThat(balance()).isEqualTo(8_000);
    }

    @Test
    void anIdentityVideoFromOutsideIsPublishedOnlyWhereTheAgentHasNone() {
        handlers.publish("public/agents/x/identity.mp4");
        ready(Model.EXPRESSION_1, "human", false);
        add("essence-1");
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        assertThat(handler.accept(job, JobFixture.JSON.createObjectNode()).get("videoKey").asString())
                .isEqualTo("public/agents/x/identity.mp4");
        complete(job, List.of(Model.ESSENCE_1), "public/agents/x/identity.mp4");

        add("expression-2");
        Job second = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        assertThat(handler.accept(second, JobFixture.JSON.createObjectNode()).get("videoKey").isNull()).isTrue();
        handlers.verifyPublishedOnce();
    }

    @Test
    void anAdditionThatEndsWhileItIsOrderedAgainIsNotChargedTwice() throws Exception {
        ready(Model.ESSENCE_1, "human", true);
        add("essence-2");
        Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
        CountDownLatch locked = new CountDownLatch(1);
        List<JsonNode> answers = AtOnce.run(List.of(
                () -> new TransactionTemplate(fixture.jobs.transactions).execute(_ -> {
                    // Holds the other at its first look at the additions until this has committed.
                    fixture.jdbc.sql("lock table agent_model_add in access exclusive mode").update();
                    locked.countDown();
                    await().atMost(Duration.ofMinutes(1)).until(this::somebodyWaits);
                    complete(job, List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX), null);
                    return JobFixture.JSON.createObjectNode();
                }), () -> {
                    locked.await();
                    return add("essence-2");
                }));
        assertThat(answers.get(1).get("status").asString()).isEqualTo("ready");
        assertThat(answers.get(1).get("credits").asInt()).isZero();
        assertThat(balance()).isEqualTo(9_500);
        assertThat(fixture.jobs.jobs.claim("w", KINDS, List.of())).isEmpty();
    }

    @Test
    void addingAgainstCompletingIsOneChargeHoweverTheyMeet() throws Exception {
        for (int i = 0; i < 15; i++) {
            String code = "A02RAC%04d".formatted(i);
            ready(code, Model.ESSENCE_1, "human", true);
            send(code, null, "{\"model\": \"essence-2\"}");
            Job job = fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow();
            long before = balance();
            AtOnce.run(List.of(() -> send(code, null, "{\"model\": \"essence-2\"}"), () -> {
                complete(job, List.of(Model.ESSENCE_2, Model.ESSENCE_2_MAX), null);
                return true;
            }));
            assertThat(balance()).as(code).isEqualTo(before);
            assertThat(fixture.jobs.jobs.open(AgentFixture.OWNER, ModelAddOrder.KIND, List.of("essence-2"))).isZero();
        }
    }

    @Test
    void deletingTheAgentCallsTheAdditionOffAndGivesTheChargeBackOrSeesNone() throws Exception {
        for (int i = 0; i < 20; i++) {
            String code = "A01DEL%04d".formatted(i);
            ready(code, Model.ESSENCE_1, "human", true);
            long before = balance();
            List<Boolean> ordered = AtOnce.run(List.of(() -> {
                try {
                    return send(code, null, "{\"model\": \"essence-2\"}").value().success();
                } catch (ApiException e) {
                    return false;
                }
            }, () -> {
                fixture.agents.delete(AgentFixture.OWNER, code);
                return true;
            }));
            assertThat(ordered.get(1)).isTrue();
            assertThat(balance()).isEqualTo(before);
            assertThat(fixture.jobs.jobs.open(AgentFixture.OWNER, ModelAddOrder.KIND, List.of("essence-2"))).isZero();
        }
    }

    private void ready(Model model, String subject, boolean video) {
        ready(CODE, model, subject, video);
    }

    private void ready(String code, Model model, String subject, boolean video) {
        ready(code, model, subject, video, true);
    }

    private void ready(String code, Model model, @Nullable String subject, boolean video, boolean looks) {
        fixture.agent(code, model);
        fixture.agents.become(AgentFixture.OWNER, code, new Persona("Ada", "A guide.", "en", "female", "You are Ada."));
        if (looks && subject != null) {
            fixture.agents.embody(AgentFixture.OWNER, code, new Appearance("public/agents/" + code + "/portrait.jpg",
                    video ? "public/agents/" + code + "/identity.mp4" : null, "F2", subject));
        }
        fixture.agents.ready(AgentFixture.OWNER, code, List.of());
    }

    private JsonNode add(String model) {
        return JobFixture.JSON.valueToTree(send(CODE, null, "{\"model\": \"" + model + "\"}").value());
    }

    private Idempotency.Answer<GenerationWire.ModelAdded> send(String code, @Nullable String key, String body) {
        GenerationWire.ToAdd request = new Bodies(data).read(ModelAddController.class, "addAgentModel",
                GenerationWire.ToAdd.class, body);
        return additions.add(new Idempotency.Request(AgentFixture.OWNER, "agent/" + code + "/models", key,
                HexFormat.of().toHexDigits(body.hashCode())), code, request);
    }

    private void complete(List<Model> models, @Nullable String videoKey) {
        complete(fixture.jobs.jobs.claim("w", KINDS, List.of()).orElseThrow(), models, videoKey);
    }

    private void complete(Job job, List<Model> models, @Nullable String videoKey) {
        List<Artifact> built = models.stream().map(model -> new Artifact(model.slug(), "accounts/x/" + model.slug(),
                CODE + ".imx", "application/octet-stream", "ab".repeat(32), 1 << 20)).toList();
        assertThat(fixture.jobs.jobs.complete(job.id(), job.attempt(),
                Handlers.added(built, videoKey))).isTrue();
    }

    private void refused(String body, ErrorCode code, String message) {
        long before = balance();
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> send(CODE, null, body));
        assertThat(refusal).as(body).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).contains(message);
        assertThat(balance()).isEqualTo(before);
    }

    private void refused(String agent, String model, ErrorCode code, String message) {
        ApiException refusal = catchThrowableOfType(ApiException.class,
                () -> send(agent, null, "{\"model\": \"" + model + "\"}"));
        assertThat(refusal).as(model).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).contains(message);
    }

    private Agent agent() {
        return fixture.agents.get(AgentFixture.OWNER, CODE);
    }

    private ModelAdd only() {
        List<ModelAdd> adds = fixture.added(CODE);
        assertThat(adds).hasSize(1);
        return adds.getFirst();
    }

    private boolean somebodyWaits() {
        return fixture.jdbc.sql("""
                select exists (select 1 from pg_locks where not granted and relation = 'agent_model_add'::regclass
                    and database = (select oid from pg_database where datname = current_database()))""")
                .query(Boolean.class).single();
    }

    private long balance() {
        return fixture.jdbc.sql("select plan + reward + topup from wallet where account_id = :id")
                .param("id", AgentFixture.OWNER).query(Long.class).single();
    }

    private List<String> pricing() {
        return fixture.jdbc.sql("select pricing_code from ledger_entry where account_id = :id and kind <> 'grant'")
                .param("id", AgentFixture.OWNER).query(String.class).list();
    }
}
