package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.Model;
import dev.likeness.file.Samples;
import dev.likeness.generation.PausedModels;
import dev.likeness.voice.SpeechSynth;
import dev.likeness.voice.Voice;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** CONTRACT 3.1 row by row: what a creation may ask for, what it costs, and what is refused first. */
@WorkerServer
class GenerateRowsTests {

    private static final String TAKEN = "A11TAK0001";
    private static final String NAMES = "auto, essence, essence-1, essence-2, essence-2-max, expression, "
            + "expression-1, expression-2";

    @LocalServerPort
    private int port;
    @Autowired
    private PausedModels paused;
    @Autowired
    private JdbcClient jdbc;

    private Workshop shop;

    @BeforeEach
    void openAccount() {
        shop = new Workshop(port);
    }

    @AfterEach
    void leaveNothingToClaim() {
        shop.close();
    }

    /** Each has a fault of this step and one of a later step, in an account that cannot pay. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"figure_id": 1, "video": "v"                       | 400 | VALIDATION_ERROR          | Request body must be valid JSON
            ["figure_id", "video"]                              | 400 | VALIDATION_ERROR          | Request body must be a JSON object
            {"figure_id": null, "video": "v"}                   | 400 | VALIDATION_ERROR          | figure_id is no longer supported; use agent_code
            {"video": "v", "model": "nope"}                     | 400 | VIDEO_INPUT_NOT_SUPPORTED | video input is not supported; send an image
            {"model": "nope", "version": 7, "framing": "x"}     | 400 | VALIDATION_ERROR          | Invalid model 'nope'; must be one of: {names}
            {"model": "Expression", "prompt": 7}                | 400 | VALIDATION_ERROR          | Invalid model 'Expression'; must be one of: {names}
            {"model": "${1+1}{max}$\\u007b\\\\"}                | 400 | VALIDATION_ERROR          | Invalid model '${1+1}{max}${\\'; must be one of: {names}
            {"model": "essence-2-light", "prompt": 7}           | 400 | VALIDATION_ERROR          | 'essence-2-light' is retired; use essence-2
            {"model": "essence-2-quality", "prompt": 7}         | 400 | VALIDATION_ERROR          | 'essence-2-quality' is retired; use essence-2-max
            {"model": 7, "prompt": 7}                           | 400 | VALIDATION_ERROR          | model must be a string
            {"model": "essence", "version": "v3", "prompt": 7}  | 400 | VALIDATION_ERROR          | version must be one of: v1, v2
            {"model": "essence", "version": 2, "prompt": 7}     | 400 | VALIDATION_ERROR          | version must be a string
            {"prompt": 7, "agent_id": "{taken}"}                | 400 | VALIDATION_ERROR          | prompt must be a string
            {"image": 7, "agent_id": "{taken}"}                 | 400 | VALIDATION_ERROR          | image must be a string
            {"image": "no base 64!", "agent_id": "{taken}"}     | 400 | VALIDATION_ERROR          | image must be a public http(s) URL, a data: URI or base64
            {"image": "data:image/png", "agent_id": "{taken}"}  | 400 | VALIDATION_ERROR          | image must be a public http(s) URL, a data: URI or base64
            {"image": "data:,%zz", "agent_id": "{taken}"}       | 400 | VALIDATION_ERROR          | image must be a public http(s) URL, a data: URI or base64
            {"audio": {}, "agent_id": "{taken}"}                | 400 | VALIDATION_ERROR          | audio must be a string
            {"audio": "ftp://x/a.wav", "agent_id": "{taken}"}   | 400 | VALIDATION_ERROR          | audio must be a public http(s) URL, a data: URI or base64
            {"aspect_ratio": "4:3", "agent_id": "{taken}"}      | 400 | VALIDATION_ERROR          | aspect_ratio must be one of: 16:9, 9:16, 1:1
            {"aspect_ratio": 1, "agent_id": "{taken}"}          | 400 | VALIDATION_ERROR          | aspect_ratio must be a string
            {"framing": "bust", "agent_id": "{taken}"}          | 400 | VALIDATION_ERROR          | framing must be one of: portrait, full_body
            {"framing": true, "agent_id": "{taken}"}            | 400 | VALIDATION_ERROR          | framing must be a string
            {"transparency": "yes", "agent_id": "{taken}"}      | 400 | VALIDATION_ERROR          | transparency must be true or false
            {"agent_id": 7, "model": "expression-2"}            | 400 | VALIDATION_ERROR          | agent_id must be a string
            {"agent_id": "a1", "model": "expression-2"}         | 400 | VALIDATION_ERROR          | agent_id must look like A91XMB7113: A, 2 digits, 3 capital letters, 4 digits
            {"agent_id": "{taken}", "model": "expression-2"}    | 409 | CONFLICT                  | agent_id {taken} is already in use
            {"agent_code": "{taken}", "model": "expression-2"}  | 409 | CONFLICT                  | agent_id {taken} is already in use
            {"model": "expression-2"}                           | 503 | MODEL_NOT_YET_AVAILABLE   | expression-2 is not available right now; try again later
            {"model": "auto", "prompt": "a cat"}                | 503 | MODEL_NOT_YET_AVAILABLE   | expression-2 is not available right now; try again later
            {"model": "essence-2", "prompt": "a cartoon"}       | 422 | MODEL_SUBJECT_MISMATCH    | essence-2 requires a photorealistic human subject; this description sounds like a cartoon — use expression-2
            {"model": "essence-2-max", "prompt": "a cat"}       | 422 | MODEL_SUBJECT_MISMATCH    | essence-2 requires a photorealistic human subject; this description sounds like an animal — use expression-2
            """)
    void theFirstOfTwoFaultsIsTold(String body, int status, String code, String message) {
        shop.client.post("/v1/agent/generate", "{\"agent_id\": \"" + TAKEN + "\"}");
        Client.Answer answer;
        paused.pause(Model.EXPRESSION_2, "new engine");
        try (Workshop poor = new Workshop(port, 0)) {
            answer = poor.client.post("/v1/agent/generate", body.replace("{taken}", TAKEN));
            assertThat(poor.client.get("/v1/agents").body().get("data")).isEmpty();
        } finally {
            paused.resume(Model.EXPRESSION_2);
        }
        Workshop.assertRefused(answer, status, code, message.replace("{taken}", TAKEN).replace("{names}", NAMES));
        assertThat(answer.response().headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void theSubjectComesBeforeTheCapacityAndTheCapacityBeforeTheCharge() {
        try (Workshop exact = new Workshop(port, 1_000)) {
            String order = "{\"model\": \"essence-2\", \"prompt\": \"A librarian\"}";
            exact.order(order);
            exact.order(order);
            assertThat(exact.balance()).isZero();
            assertThat(Workshop.error(exact.client.post("/v1/agent/generate",
                    "{\"model\": \"essence-2\", \"prompt\": \"a cat\"}"))).isEqualTo("MODEL_SUBJECT_MISMATCH");
            JsonNode third = exact.ordered(order);
            assertThat(third.get("success").asBoolean()).isTrue();
            assertThat(third.get("status").asString()).isEqualTo("failed");
            assertThat(exact.status(third.get("agent_id").asString()).get("error_message").asString())
                    .startsWith("At capacity");
            Client.Answer refused = exact.client.post("/v1/agent/generate", "{}");
            assertThat(refused.status()).isEqualTo(402);
            assertThat(refused.body().at("/error/topup_url").asString()).isNotEmpty();
            assertThat(exact.usage()).containsOnly("agent_generation_essence_2", "credit_grant_topup");
        }
    }

    @Test
    void whatHasEndedMakesRoomAndAdditionsTakeNone() {
        String first = shop.ready("essence-1");
        shop.add(first, "essence-2");
        String order = "{\"model\": \"essence-2\", \"prompt\": \"A librarian\"}";
        for (int i = 0; i < 2; i++) {
            assertThat(shop.ordered(order).get("status").asString()).isEqualTo("processing");
        }
        assertThat(shop.ordered(order).get("status").asString()).isEqualTo("failed");
        shop.worker.build(shop.worker.claimed());
        assertThat(shop.ordered(order).get("status").asString()).isEqualTo("failed");
        shop.worker.build(shop.worker.claimed());
        assertThat(shop.ordered(order).get("status").asString()).isEqualTo("processing");
        assertThat(shop.balance()).isEqualTo(10_000 - 250 - 4 * 500);
    }

    @Test
    void theRetiredNameIsRefusedInTheQueryToo() {
        Workshop.assertRefused(shop.client.post("/v1/agent/generate?figure_id=1", "{}"), 400, "VALIDATION_ERROR",
                "figure_id is no longer supported; use agent_code");
        assertThat(shop.balance()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                            | expression-1 | 250
            {"model": null, "version": null}              | expression-1 | 250
            {"agent_id": "", "prompt": " ", "image": "", "audio": "", "video": null} | expression-1 | 250
            {"duration": 10, "colour": ["red"]}           | expression-1 | 250
            {"version": "v1"}                             | expression-1 | 250
            {"version": "v2"}                             | expression-2 | 2000
            {"model": "expression"}                       | expression-1 | 250
            {"model": "expression", "version": "v2"}      | expression-2 | 2000
            {"model": "essence"}                          | essence-1    | 250
            {"model": "essence", "version": "v1"}         | essence-1    | 250
            {"model": "essence", "version": "v2"}         | essence-2    | 500
            {"model": "essence-1", "version": "v2"}       | essence-1    | 250
            {"model": "essence-2", "version": "v1"}       | essence-2    | 500
            {"model": "essence-2-max"}                    | essence-2    | 500
            {"model": "expression-1", "version": "v2"}    | expression-1 | 250
            {"model": "expression-2", "version": "v9"}    | expression-2 | 2000
            {"model": "auto"}                             | essence-2    | 500
            {"model": "auto", "prompt": "a chef"}         | essence-2    | 500
            {"model": "auto", "prompt": "a cartoon fox"}  | expression-2 | 2000
            {"model": "auto", "image": "{portrait}"}      | essence-2    | 500
            {"model": "auto", "image": "{coffee}"}        | expression-2 | 2000
            {"model": "essence-2", "image": "aGVsbG8="}   | essence-2    | 500
            """)
    void everySpellingIsOneModelAndItsPrice(String body, String model, int credits) {
        String code = shop.order(body.replace("{portrait}", Pictures.dataUri(Pictures.portrait())).replace("{coffee}",
                Pictures.dataUri(Pictures.coffee())));
        assertThat(shop.balance()).isEqualTo(10_000 - credits);
        assertThat(shop.usage().getFirst()).isEqualTo("agent_generation_" + model.replace('-', '_'));
        JsonNode row = shop.client.get("/v1/agents").body().at("/data/0");
        assertThat(row.get("code").asString()).isEqualTo(code);
        assertThat(row.get("model").asString()).isEqualTo(model);
        assertThat(Workshop.texts(row.get("supported_models"))).containsExactlyElementsOf(
                model.equals("essence-2") ? List.of("essence-2", "essence-2-max") : List.of(model));
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheSchema() {
        shop.order("{\"model\": \"essence-1\"}");
        JsonNode order = shop.worker.claimed().get("order");
        assertThat(order.get("aspect_ratio").asString()).isEqualTo("16:9");
        assertThat(order.get("framing").asString()).isEqualTo("portrait");
        assertThat(order.get("transparency").asBoolean()).isFalse();
        assertThat(order.at("/persona/name").asString()).isNotEmpty();
        assertThat(order.at("/persona/system_prompt").asString()).contains("friendly host");
    }

    @Test
    void aFormIsAsGoodAsJson() {
        Client.Answer answer = shop.client.postAs("application/x-www-form-urlencoded", "/v1/agent/generate",
                "model=essence&version=v2&prompt=A+chef+named+Ada&aspect_ratio=9%3A16&framing=full_body&transparency=true");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode order = shop.worker.claimed().get("order");
        assertThat(order.get("prompt").asString()).isEqualTo("A chef named Ada");
        assertThat(order.get("aspect_ratio").asString()).isEqualTo("9:16");
        assertThat(order.get("framing").asString()).isEqualTo("full_body");
        assertThat(order.get("transparency").asBoolean()).isTrue();
        assertThat(shop.balance()).isEqualTo(9_500);
    }

    @Test
    void noFieldIsNeededSoNoBodyIsEither() {
        Client.Answer answer = shop.client.post("/v1/agent/generate", "");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(shop.agent(answer.body().get("agent_id").asString()).get("model").asString())
                .isEqualTo("expression-1");
    }

    @Test
    void aCodeOfTheCallersChoiceIsTakenUnderEitherNameAndGivenOnce() {
        for (String field : List.of("agent_id", "agent_code")) {
            String code = field.equals("agent_id") ? "A11OWN0001" : "A11OWN0002";
            String order = "{\"model\": \"essence-1\", \"" + field + "\": \"" + code + "\"}";
            assertThat(shop.order(order)).isEqualTo(code);
            assertThat(shop.client.delete("/v1/agent/" + code).status()).isEqualTo(200);
            Workshop.assertRefused(shop.client.post("/v1/agent/generate", order), 409, "CONFLICT",
                    "agent_id " + code + " is already in use");
        }
        assertThat(shop.balance()).isEqualTo(10_000);
    }

    @Test
    void picturesAndSoundsComeInEverySpelling() {
        byte[] picture = Pictures.portrait();
        String base64 = Base64.getEncoder().encodeToString(picture);
        byte[] sample = SpeechSynth.of(Voice.F1).wav(1);
        String sound = Base64.getEncoder().encodeToString(sample);
        for (String image : List.of(base64, Base64.getUrlEncoder().withoutPadding().encodeToString(picture),
                Base64.getMimeEncoder().encodeToString(picture).replace("\r\n", "\\n"),
                "data:image/png;base64," + base64, "data:;base64," + base64,
                "DATA:image/png;name=x;BASE64," + base64)) {
            String code = shop.order("{\"model\": \"essence-1\", \"image\": \"" + image
                    + "\", \"audio\": \"data:audio/wav;base64," + sound + "\"}");
            JsonNode job = shop.worker.claimed();
            assertThat(input(job, "image")).as(image.substring(0, 40)).isEqualTo(picture);
            assertThat(input(job, "audio")).isEqualTo(sample);
            shop.client.delete("/v1/agent/" + code);
        }
    }

    @Test
    void soundsMayBeLargerThanPictures() {
        String large = base64(11 << 20);
        Workshop.assertRefused(shop.client.post("/v1/agent/generate", "{\"image\": \"" + large + "\"}"), 413,
                "FILE_TOO_LARGE", "image must have at most 10 MB");
        shop.order("{\"model\": \"essence-1\", \"audio\": \"" + large + "\"}");
        Workshop.assertRefused(
                shop.client.post("/v1/agent/generate", "{\"audio\": \"" + base64((50 << 20) + 1) + "\"}"), 413,
                "FILE_TOO_LARGE", "audio must have at most 50 MB");
    }

    @Test
    void aSuspendedAccountMayReadAndOrdersNothing() {
        String code = shop.ready("essence-1");
        jdbc.sql("update account set status = 'suspended' where account_id = cast(:id as uuid)")
                .param("id", shop.client.get("/v1/me").body().at("/data/user_id").asString()).update();
        assertThat(Workshop.error(shop.client.post("/v1/agent/generate", "{}"))).isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(Workshop.error(shop.client.post("/v1/agent/" + code + "/models", "{\"model\": \"expression-2\"}")))
                .isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(shop.agent(code).get("status").asString()).isEqualTo("ready");
        assertThat(shop.client.get("/v1/agent/" + code + "/model/download?redirect=0").status()).isEqualTo(200);
    }

    /** Who asks for objects over HTTP meets a failure, so what is found was read from storage. */
    @Test
    void urlsOfOurOwnAreReadFromStorageAndNotFetched() {
        String base64 = Base64.getEncoder().encodeToString(Pictures.portrait());
        String upload = shop.client.post("/v1/files/upload",
                "{\"file_data\": \"" + base64 + "\", \"file_name\": \"me.png\"}").body().at("/data/file_url")
                .asString();
        String first = shop.ready("essence-1");
        String portrait = shop.status(first).get("image_url").asString();
        Client sandbox = new Client(shop.origin, "");
        for (String operation : List.of("signed", "unsigned")) {
            sandbox.post("/sandbox/faults", "{\"operation\": \"" + operation + "\", \"status\": 500, \"times\": 100}");
        }
        try {
            assertThat(shop.client.bytes("GET", upload).statusCode()).isEqualTo(500);
            for (String url : List.of(upload, portrait, upload + "#top")) {
                // The subject of essence-2 is looked at, too.
                String code = shop.order("{\"model\": \"" + (url.equals(upload) ? "essence-2" : "essence-1")
                        + "\", \"image\": \"" + url + "\"}");
                assertThat(shop.worker.claimed().get("agent_code").asString()).as(url).isEqualTo(code);
                assertThat(shop.status(code).get("status").asString()).isEqualTo("generating");
                shop.client.delete("/v1/agent/" + code);
            }
        } finally {
            sandbox.delete("/sandbox/faults");
        }
    }

    @Test
    void aFileOfOurOwnThatIsTooLargeForAPictureFailsTheBuild() {
        String film = shop.client.post("/v1/files/upload", "{\"file_data\": \"" + Base64.getEncoder().encodeToString(
                Samples.bytes("", Samples.all().get("film.mp4"), new byte[11 << 20])) + "\", \"file_name\": \"f.mp4\"}")
                .body().at("/data/file_url").asString();
        String code = shop.order("{\"model\": \"essence-2\", \"image\": \"" + film + "\"}");
        assertThat(shop.worker.claim("{\"worker\": \"w\", \"models\": [\"essence-2\"], \"wait_seconds\": 0}").body()
                .get("job").isNull()).isTrue();
        JsonNode failed = shop.status(code);
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.get("error_message").asString()).startsWith("Image processing failed: ")
                .contains("at most 10 MB");
        assertThat(shop.balance()).isEqualTo(10_000);
    }

    /** Found out by the build, not at submit: the answer is the same as ever. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            audio | {origin}/none.wav      | Voice processing failed: Failed to download after 3 attempts: 404
            image | {origin}/v1/me         | Image processing failed: Failed to download after 3 attempts: 401
            image | http://10.0.0.1/me.png | Image processing failed: Failed to download
            """)
    void whatCannotBeFetchedFailsTheBuildAndIsRefunded(String field, String url, String message) {
        JsonNode answer = shop.ordered("{\"model\": \"essence-1\", \"" + field + "\": \""
                + url.replace("{origin}", shop.origin) + "\"}");
        assertThat(answer.get("message").asString()).isEqualTo("Agent generation started");
        assertThat(shop.balance()).isEqualTo(9_750);
        assertThat(shop.worker.claim("{\"worker\": \"w\", \"models\": [\"essence-1\"], \"wait_seconds\": 0}").body()
                .get("job").isNull()).isTrue();
        JsonNode failed = shop.status(answer.get("agent_id").asString());
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.get("error_message").asString()).startsWith(message).doesNotContain("10.0.0.1");
        assertThat(shop.balance()).isEqualTo(10_000);
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private byte[] input(JsonNode job, String name) {
        String url = job.get("inputs").valueStream().filter(input -> input.get("name").asString().equals(name))
                .findFirst().orElseThrow().get("url").asString();
        return shop.client.bytes("GET", url).body();
    }
}
