package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import likeness.client.ApiClient;
import likeness.client.ApiException;
import likeness.client.api.AccountApi;
import likeness.client.api.AgentGenerationApi;
import likeness.client.api.AgentManagementApi;
import likeness.client.api.AuthenticationApi;
import likeness.client.api.BillingApi;
import likeness.client.model.AgentStatusData;
import likeness.client.model.GenerateAgentRequest;
import likeness.client.model.ModelDownload;
import likeness.client.model.RuntimeTokenRequest;
import likeness.client.model.UsageEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The main path as a user walks it who has generated a client from the description. */
@WholeServer
class GeneratedClientTests {

    @LocalServerPort
    private int port;
    @TempDir
    private Path folder;

    @Test
    void aGeneratedClientWalksTheMainPath() throws Exception {
        String origin = "http://localhost:" + port;
        ApiClient http = new ApiClient();
        http.updateBaseUri(origin);
        Client account = Client.ofNewAccount(origin, "business", 1_000);
        http.setRequestInterceptor(request -> request.header("api-secret", account.secret()));

        assertThat(new AccountApi(http).getMe().getData().getCreditBalance()).isEqualTo(1_000);

        AgentGenerationApi generation = new AgentGenerationApi(http);
        String code = generation.generateAgent("once", new GenerateAgentRequest()
                .prompt("A friendly librarian").model(GenerateAgentRequest.ModelEnum.ESSENCE_1)
                .image(Pictures.dataUri(Pictures.portrait())))
                .getAgentId();
        AgentStatusData status = await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100)).until(
                () -> generation.getAgentStatus(code).getData(), one -> Set.of(AgentStatusData.StatusEnum.READY,
                        AgentStatusData.StatusEnum.FAILED).contains(one.getStatus()));
        assertThat(status.getStatus()).as(status.getErrorMessage()).isEqualTo(AgentStatusData.StatusEnum.READY);

        ModelDownload download = new AgentManagementApi(http).downloadAgentModel(code, "essence-1", "false", null, null)
                .getData();
        assertThat(Files.size(account.file(download.getUrl(), folder.resolve("avatar.imx"))))
                .isEqualTo(download.getSize());

        assertThat(new AuthenticationApi(http).requestRuntimeToken(new RuntimeTokenRequest().agentCode(code)
                .fingerprint("0123456789abcdef0123456789abcdef")).getData().getToken()).contains(".");
        assertThat(new BillingApi(http).getUsage(50, 0, null, null, code).getData())
                .extracting(UsageEvent::getPricingCode)
                .contains("agent_generation_essence_1", "usage_essence_model_self_hosted");

        assertThatThrownBy(() -> generation.getAgentStatus("A00NON0001"))
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.getCode()).isEqualTo(404);
                    assertThat(refusal.getResponseBody()).contains("\"NOT_FOUND\"");
                });
    }
}
