package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A new account with 10,000 credits on a {@link WorkerServer}, and the worker that builds what it orders, or does not. */
final class Workshop implements AutoCloseable {

    final String origin;
    final Client client;
    final WorkerHand worker;

    Workshop(int port) {
        this(port, 10_000);
    }

    Workshop(int port, long credits) {
        this(port, "business", credits);
    }

    Workshop(int port, String plan, long credits) {
        origin = "http://localhost:" + port;
        client = Client.ofNewAccount(origin, plan, credits);
        worker = new WorkerHand(origin);
    }

    JsonNode ordered(String body) {
        Client.Answer answer = client.post("/v1/agent/generate", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    /** The code of a new agent. */
    String order(String body) {
        return ordered(body).get("agent_id").asString();
    }

    /** The code of a new agent of a human that was built by the worker. */
    String ready(String model) {
        String code = order("{\"model\": \"" + model + "\", \"prompt\": \"A librarian named Ada\"}");
        JsonNode job = worker.claimed();
        assertThat(job.get("agent_code").asString()).isEqualTo(code);
        worker.build(job);
        return code;
    }

    /** The answer to an addition that is accepted. */
    JsonNode add(String code, String model) {
        Client.Answer answer = client.post("/v1/agent/" + code + "/models", "{\"model\": \"" + model + "\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    JsonNode status(String code) {
        return client.get("/v1/agent/status/" + code).body().get("data");
    }

    JsonNode agent(String code) {
        return client.get("/v1/agent/" + code).body().get("data");
    }

    /** The data of a download that is not redirected. */
    JsonNode download(String code, String model) {
        Client.Answer answer = client.get("/v1/agent/" + code + "/model/download?redirect=false&model=" + model);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().get("data");
    }

    long balance() {
        return client.get("/v1/me").body().at("/data/credit_balance").asLong();
    }

    /** The pricing codes of its usage, newest first. */
    List<String> usage() {
        return client.get("/v1/usage?limit=200").body().get("data").valueStream()
                .map(row -> row.get("pricing_code").asString()).toList();
    }

    static String error(Client.Answer refusal) {
        return refusal.body().at("/error/code").asString();
    }

    static void assertRefused(Client.Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(error(answer)).isEqualTo(code);
        assertThat(answer.body().at("/error/message").asString()).isEqualTo(message);
    }

    static Stream<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString);
    }

    /** What a test ordered and did not build must not be claimed by the next one. */
    @Override
    public void close() {
        client.get("/v1/agents?limit=100").body().get("data")
                .forEach(agent -> client.delete("/v1/agent/" + agent.get("code").asString()));
    }
}
