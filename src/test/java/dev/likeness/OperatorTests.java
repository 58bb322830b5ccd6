package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's door, from outside. */
@WholeServer
class OperatorTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private String origin;

    @BeforeEach
    void find() {
        origin = "http://localhost:" + port;
    }

    @Test
    void opensAnAccountWhoseSecretWorks() {
        Client.Answer opened = call("POST", "/operator/accounts",
                "{\"email\":\"Ada@Example.com\",\"plan\":\"pro\",\"topup\":50}");
        assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
        JsonNode me = new Client(origin, opened.body().at("/data/secret").asString()).get("/v1/me").body().get("data");
        assertThat(me.get("plan_code").asString()).isEqualTo("membership_pro");
        assertThat(me.get("credit_balance").asLong()).isEqualTo(10_050);
        assertThat(me.get("topup_credits_remaining").asLong()).isEqualTo(50);
    }

    @Test
    void opensOneAccountForAnIdOfTheOperatorsChoice() throws Exception {
        String id = UUID.randomUUID().toString();
        String body = "{\"user_id\":\"" + id.toUpperCase()
                + "\",\"email\":\"a@example.com\",\"plan\":\"free\",\"topup\":7}";
        List<Integer> statuses = AtOnce.run(8, i -> call("POST", "/operator/accounts", body).status());
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(call("POST", "/operator/accounts", body).body().at("/error/code").asString()).isEqualTo("CONFLICT");
        assertThat(read(id).at("/balance").toString())
                .isEqualTo("{\"plan\":99,\"reward\":0,\"topup\":7,\"total\":106}");
    }

    @Test
    void showsWhyTheOwnerRevokedAllUntilANewSecretLiftsIt() {
        JsonNode opened = call("POST", "/operator/accounts", "{\"email\":\"a@example.com\",\"plan\":\"free\"}").body();
        String account = opened.at("/data/user_id").asString();
        Client owner = new Client(origin, opened.at("/data/secret").asString());
        owner.post("/v2/" + account + "/runtime/revoke-all", "{\"reason\":\"a leak\"}");
        assertThat(read(account).get("runtime_suspended_reason").asString()).isEqualTo("a leak");
        owner.post("/v2/" + account + "/api-secrets", "{}");
        assertThat(read(account).get("runtime_suspended").asBoolean()).isFalse();
        assertThat(jdbc.sql("select count(*) from account where runtime_suspended_reason is not null")
                .query(Long.class).single()).isZero();
    }

    @Test
    void listsAndReadsAccounts() {
        String email = UUID.randomUUID() + "@example.com";
        String one = open(email, "creator");
        String two = open(email.toUpperCase(), "free");
        call("POST", "/operator/accounts/" + two + "/suspend", "");
        assertThat(ids("email=" + email)).containsExactly(two, one);
        assertThat(ids("email=" + email + "&plan=creator")).containsExactly(one);
        assertThat(ids("email=" + email + "&status=suspended")).containsExactly(two);
        assertThat(ids("email=" + email + "&parked=true")).isEmpty();
        JsonNode page = call("GET", "/operator/accounts?limit=1&offset=1&email=" + email, null).body();
        assertThat(page.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(page.at("/data/0/user_id").asString()).isEqualTo(one);
        JsonNode read = call("GET", "/operator/accounts/" + one, null).body().get("data");
        assertThat(read.at("/balance/plan").asLong()).isEqualTo(1_800);
        assertThat(read.get("period_ends_at").asString()).isGreaterThan(read.get("period_started_at").asString());
        assertThat(read.get("live_sessions").asInt()).isZero();
        assertThat(read.has("secret")).isFalse();
    }

    @Test
    void changesThePlanAtOnce() {
        String account = open("a@example.com", "free");
        JsonNode changed = call("PUT", "/operator/accounts/" + account + "/plan", "{\"plan\":\"business\"}").body();
        assertThat(changed.at("/data/plan").asString()).isEqualTo("business");
        assertThat(changed.at("/data/balance/plan").asLong()).isEqualTo(50_000);
        assertThat(call("PUT", "/operator/accounts/" + account + "/plan", "{\"plan\":\"business\"}").body())
                .isEqualTo(changed);
        JsonNode entries = call("GET", "/operator/accounts/" + account + "/entries?limit=2", null).body();
        assertThat(entries.at("/pagination/total").asInt()).isEqualTo(3);
        assertThat(entries.at("/data/0/kind").asString()).isEqualTo("grant");
        assertThat(entries.at("/data/1/kind").asString()).isEqualTo("expiry");
        assertThat(entries.at("/data/1/change/plan").asLong()).isEqualTo(-99);
    }

    @Test
    void grantsOncePerReference() {
        String account = open("a@example.com", "free");
        String path = "/operator/accounts/" + account;
        Client.Answer first = call("POST", path + "/topup", "{\"credits\":500,\"reference\":\"invoice 7\"}");
        assertThat(first.body().at("/data/applied").asBoolean()).as(first.body().toString()).isTrue();
        assertThat(first.body().at("/data/balance/topup").asLong()).isEqualTo(500);
        Client.Answer again = call("POST", path + "/topup", "{\"credits\":500,\"reference\":\"invoice 7\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/data/applied").asBoolean()).isFalse();
        for (String other : List.of("/topup {\"credits\":501,\"reference\":\"invoice 7\"}",
                "/grant {\"credits\":500,\"reference\":\"invoice 7\"}")) {
            String[] parts = other.split(" ", 2);
            Client.Answer refused = call("POST", path + parts[0], parts[1]);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().at("/error/code").asString()).isEqualTo("CONFLICT");
        }
        assertThat(call("POST", path + "/topup", "{\"reference\":\"none\"}").body().at("/error/code").asString())
                .isEqualTo("MISSING_PARAM");
        assertThat(call("POST", path + "/grant", "{\"credits\":5,\"reference\":\"thanks\"}").body()
                .at("/data/balance").toString())
                .isEqualTo("{\"plan\":99,\"reward\":5,\"topup\":500,\"total\":604}");
    }

    @Test
    void fiftyTwinsOfAGrantGrantOnce() throws Exception {
        String account = open("a@example.com", "free");
        List<Callable<Boolean>> twins = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            twins.add(() -> {
                Client.Answer answer = call("POST", "/operator/accounts/" + account + "/grant",
                        "{\"credits\":10,\"reference\":\"one\"}");
                assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
                return answer.body().at("/data/applied").asBoolean();
            });
        }
        assertThat(AtOnce.run(twins).stream().filter(applied -> applied)).hasSize(1);
        assertThat(read(account).at("/balance/reward").asLong()).isEqualTo(10);
    }

    @Test
    void suspendsAndResumes() {
        JsonNode opened = call("POST", "/operator/accounts", "{\"email\":\"a@example.com\",\"plan\":\"pro\"}").body();
        String path = "/operator/accounts/" + opened.at("/data/user_id").asString();
        Client owner = new Client(origin, opened.at("/data/secret").asString());
        assertThat(call("POST", path + "/suspend", "").body().at("/data/status").asString()).isEqualTo("suspended");
        assertThat(owner.post("/v1/runtime-tokens/request", "{}").body().at("/error/code").asString())
                .isEqualTo("ACCOUNT_SUSPENDED");
        assertThat(owner.get("/v1/me").body().at("/data/account_status").asString()).isEqualTo("suspended");
        assertThat(call("POST", path + "/resume", "").body().at("/data/status").asString()).isEqualTo("active");
        assertThat(owner.post("/v1/runtime-tokens/request", "{}").status()).isEqualTo(200);
    }

    @Test
    void parksReportsAndReleases() {
        JsonNode opened = call("POST", "/operator/accounts", "{\"email\":\"a@example.com\",\"plan\":\"pro\"}").body();
        String account = opened.at("/data/user_id").asString();
        String path = "/operator/accounts/" + account;
        assertThat(call("POST", path + "/audit", "").body().at("/data/findings").size()).isZero();
        damage(account, 3);
        JsonNode audit = call("POST", "/operator/audit", "").body().get("data");
        assertThat(audit.get("parked").asInt()).isEqualTo(1);
        assertThat(audit.at("/findings/0/user_id").asString()).isEqualTo(account);
        assertThat(audit.at("/findings/0/finding").asString()).contains("the wallet holds");
        assertThat(ids("parked=true")).containsExactly(account);
        assertThat(read(account).get("parked_reason").asString()).contains("the wallet holds");
        Client owner = new Client(origin, opened.at("/data/secret").asString());
        assertThat(owner.post("/v1/runtime-tokens/request", "{}").status()).isEqualTo(403);
        assertThat(call("POST", path + "/resume", "").status()).isEqualTo(409);
        assertThat(call("PUT", path + "/plan", "{\"plan\":\"free\"}").status()).isEqualTo(409);
        Client.Answer refused = call("POST", path + "/release", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().at("/error/details/0/message").asString()).contains("the wallet holds");
        damage(account, -3);
        assertThat(call("POST", path + "/release", "").body().at("/data/parked").asBoolean()).isFalse();
        assertThat(owner.post("/v1/runtime-tokens/request", "{}").status()).isEqualTo(200);
    }

    @Test
    void aPausedModelIsRefusedBeforeAnyCharge() {
        Client owner = Client.ofNewAccount(origin, "free", 5_000);
        call("POST", "/operator/models/essence-2/pause", "{\"reason\":\"maintenance\"}");
        try {
            assertThat(call("GET", "/operator/models", null).body().at("/data/0/reason").asString())
                    .isEqualTo("maintenance");
            Client.Answer refused = owner.post("/v1/agent/generate",
                    "{\"model\":\"essence-2\",\"prompt\":\"A cartoon fox\"}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().at("/error/code").asString()).isEqualTo("MODEL_NOT_YET_AVAILABLE");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(owner.get("/v1/me").body().at("/data/credit_balance").asLong()).isEqualTo(5_000);
        } finally {
            assertThat(call("POST", "/operator/models/essence-2/resume", "").body().get("data").size()).isZero();
        }
        assertThat(owner.post("/v1/agent/generate", "{\"model\":\"essence-2\",\"prompt\":\"A cartoon fox\"}").status())
                .isEqualTo(422);
        assertThat(call("POST", "/operator/models/essence-9/pause", "").status()).isEqualTo(404);
    }

    @Test
    void marksAndUnmarksAShowcaseAgent() {
        String owner = open("a@example.com", "free");
        String code = "A12SHO0001";
        jdbc.sql("""
                insert into agent (account_id, id, code, model, status, created_at, updated_at)
                values (?::uuid, gen_random_uuid(), ?, 'essence-1', 'ready', now(), now())
                """).param(owner).param(code).update();
        jdbc.sql("insert into agent_directory (code, account_id) values (?, ?::uuid)").param(code).param(owner)
                .update();
        assertThat(call("PUT", "/operator/showcase/" + code, "").body().at("/data/showcase").asBoolean()).isTrue();
        assertThat(shown(code)).isTrue();
        assertThat(call("DELETE", "/operator/showcase/" + code, null).body().at("/data/showcase").asBoolean())
                .isFalse();
        assertThat(shown(code)).isFalse();
        assertThat(call("PUT", "/operator/showcase/A00NON0000", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /operator/accounts | {"plan":"pro"} | email
            POST | /operator/accounts | {"email":"nobody","plan":"pro"} | email
            POST | /operator/accounts | {"email":"a@b.c"} | plan
            POST | /operator/accounts | {"email":"a@b.c","plan":"gold"} | plan
            POST | /operator/accounts | {"email":"a@b.c","plan":"pro","topup":-1} | topup
            POST | /operator/accounts | {"email":"a@b.c","plan":"pro","topup":"1"} | topup
            POST | /operator/accounts | {"user_id":"1-1-1-1-1","email":"a@b.c","plan":"pro"} | user_id
            POST | /operator/accounts | {"user_id":"00000000-0000-0000-0000-000000000000","email":"a@b.c","plan":"pro"} | user_id
            PUT | {account}/plan | {} | plan
            PUT | {account}/plan | {"plan":7} | plan
            POST | {account}/grant | {"credits":5} | reference
            POST | {account}/grant | {"credits":0,"reference":"x"} | credits
            POST | {account}/topup | {"reference":"x"} | credits
            POST | {account}/topup | {"credits":1.5,"reference":"x"} | credits
            POST | {account}/topup | {"credits":5,"reference":"   "} | reference
            GET | {account}/entries?limit=201 | {} | limit
            GET | /operator/accounts?status=gone | {} | status
            GET | /operator/accounts?plan=gold | {} | plan
            GET | /operator/accounts?parked=perhaps | {} | parked
            GET | /operator/accounts?offset=-1 | {} | offset
            """)
    void saysWhichFieldIsWrong(String method, String path, String body, String field) {
        Client.Answer answer = call(method,
                path.replace("{account}", "/operator/accounts/" + open("a@example.com", "free")), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().at("/error/details/0/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "PUT,/plan", "POST,/grant", "POST,/topup", "POST,/suspend", "POST,/resume", "POST,/release",
            "POST,/audit", "GET,/entries"})
    void anUnknownAccountIsNotFound(String method, String path) {
        for (String account : List.of(UUID.randomUUID().toString(), "nonsense")) {
            Client.Answer answer = call(method, "/operator/accounts/" + account + path,
                    "{\"plan\":\"pro\",\"credits\":1,\"reference\":\"r\"}");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(404);
        }
    }

    @Test
    void opensToItsTokenAloneAndTheTokenOpensNothingElse() {
        Client owner = Client.ofNewAccount(origin, "free", 5);
        assertThat(owner.get("/operator/accounts").body().at("/error/code").asString()).isEqualTo("MISSING_AUTH");
        String secret = call("POST", "/operator/accounts", "{\"email\":\"a@b.c\",\"plan\":\"free\"}").body()
                .at("/data/secret").asString();
        for (String token : List.of(secret, "", "x", WholeServer.OPERATOR + "x", WholeServer.OPERATOR.substring(1))) {
            for (String path : List.of("/operator/accounts", "/operator/models")) {
                Client.Answer refused = call("GET", path, null, token);
                assertThat(refused.status()).as(token).isEqualTo(401);
                assertThat(refused.body().at("/error/httpStatus").asInt()).isEqualTo(401);
            }
        }
        assertThat(new Client(origin, WholeServer.OPERATOR).get("/v1/me").status()).isEqualTo(401);
        assertThat(call("GET", "/v1/me", null).status()).isEqualTo(401);
        assertThat(call("GET", "/operator/nothing", null).status()).isEqualTo(404);
    }

    private boolean shown(String code) {
        return jdbc.sql("""
                select a.showcase and d.showcase from agent a join agent_directory d on d.code = a.code
                where a.code = ?
                """).param(code).query(Boolean.class).single();
    }

    private void damage(String account, int credits) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> jdbc
                .sql("update wallet set topup = topup + ? where account_id = ?::uuid").param(credits).param(account)
                .update());
    }

    private String open(String email, String plan) {
        return call("POST", "/operator/accounts", "{\"email\":\"" + email + "\",\"plan\":\"" + plan + "\"}").body()
                .at("/data/user_id").asString();
    }

    private JsonNode read(String account) {
        return call("GET", "/operator/accounts/" + account, null).body().get("data");
    }

    private List<String> ids(String query) {
        return call("GET", "/operator/accounts?" + query, null).body().get("data").valueStream()
                .map(account -> account.get("user_id").asString()).toList();
    }

    private Client.Answer call(String method, String path, String body) {
        return call(method, path, body, WholeServer.OPERATOR);
    }

    private Client.Answer call(String method, String path, String body, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null || method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return new Client.Answer(answer.statusCode(), JSON.readTree(answer.body()), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
