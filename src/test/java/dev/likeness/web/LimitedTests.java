package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.InstallationClock;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Limits as clients meet them, on the Free plan and a clock that stands still: CONTRACT 1.5. */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "likeness.web.trusted-proxies=127.0.0.1,::1"})
@Import(LimitedTests.Operations.class)
class LimitedTests {

    private static final String[] HEADERS = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
            "RateLimit", "RateLimit-Policy"};

    @TestConfiguration(proxyBeanMethods = false)
    @Import(Operations.Controller.class)
    static class Operations {

        @Bean
        @Primary
        InstallationClock stillClock() {
            return new InstallationClock(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        }

        @RestController
        static class Controller {

            @PostMapping("/v1/agent/generate")
            String generate(Caller caller) {
                return caller.secretAlias();
            }

            @DeleteMapping("/v1/agent/{code}")
            void delete(Caller caller) {
                throw new ApiException(CommonError.NOT_FOUND, "No such agent");
            }

            @GetMapping("/v1/tts")
            StreamingResponseBody stream(Caller caller) {
                return out -> {
                    out.write(caller.secretAlias().getBytes());
                    out.flush();
                };
            }

            @GetMapping("/v1/agent/status/{agent_id}")
            String status(KnownSecret secret, @PathVariable("agent_id") String agent) {
                if (agent.equals("during-an-outage")) {
                    throw new ApiException(CommonError.SERVICE_UNAVAILABLE, "Please retry");
                }
                if (agent.equals("of-a-dead-secret")) {
                    throw new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
                }
                return agent;
            }

            @GetMapping("/v1/me")
            String me(Caller caller) {
                return caller.secretAlias();
            }

            @PostMapping("/v1/runtime-tokens/request")
            String beat(KnownSecret secret) {
                return secret.secretHash();
            }
        }
    }

    @LocalServerPort
    private int port;
    @Autowired
    private InstallationClock clock;
    private Http http;
    private static Duration ahead = Duration.ZERO;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    /** Full again. */
    @AfterEach
    void aMinuteLater() {
        later(Duration.ofMinutes(1));
    }

    private void later(Duration by) {
        ahead = ahead.plus(by);
        clock.offset(ahead);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(method, path, "", "api-secret", Probe.SECRET);
    }

    @ParameterizedTest
    @CsvSource({"POST,/v1/agent/generate,4,200,generate", "DELETE,/v1/agent/x,30,404,write",
            "GET,/probe/answer,120,200,read"})
    void letsTheCapacityThroughAndThenSaysWhenToComeAgain(String method, String path, int capacity, int status,
            String meter) throws Exception {
        for (int i = 1; i <= capacity; i++) {
            HttpResponse<String> answer = send(method, path);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("X-RateLimit-Limit")).hasValue("" + capacity);
            assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).hasValue("" + (capacity - i));
            assertThat(answer.headers().firstValue("RateLimit-Policy"))
                    .hasValue("\"" + meter + "\";q=" + capacity + ";w=60");
        }
        HttpResponse<String> refused = send(method, path);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().map()).containsKeys(HEADERS);
        int wait = Math.max(1, 60 / capacity);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("" + wait);
        assertThat(refused.body()).contains("\"code\":\"RATE_LIMITED\"",
                "Too many " + meter + " requests for this api-secret. Retry in ~" + wait + "s.");
        later(Duration.ofSeconds(wait));
        assertThat(send(method, path).statusCode()).isEqualTo(status);
    }

    @Test
    void streamsAndRefusalsOfTheirOwnCarryTheHeaders() throws Exception {
        String stream = http.raw("GET /v1/tts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\napi-secret: "
                + Probe.SECRET + "\r\n\r\n");
        assertThat(stream).contains(HEADERS).startsWith("HTTP/1.1 200");
        assertThat(send("GET", "/probe/answer?figure_id=x").headers().map()).containsKeys(HEADERS);
    }

    /** Of one client and of many: the first is told 429 after thirty. */
    @Test
    void whoShowsADeadSecretTakesNothingFromItsOwner() throws Exception {
        for (int i = 0; i < 130; i++) {
            assertThat(http.get("/v1/agent/status/of-a-dead-secret", "api-secret", Probe.SECRET, "X-Forwarded-For",
                    i < 40 ? "198.51.100.9" : "198.51.101." + i).statusCode()).isEqualTo(i < 30 || i >= 40 ? 401 : 429);
        }
        assertThat(send("GET", "/v1/agent/status/a").headers().firstValue("X-RateLimit-Remaining")).hasValue("119");
        assertThat(send("GET", "/v1/agent/status/a").headers().firstValue("X-RateLimit-Remaining")).hasValue("118");
    }

    @Test
    void whoIsAskedToComeAgainHasLostNothing() throws Exception {
        for (int i = 0; i < 130; i++) {
            assertThat(send("GET", "/v1/agent/status/during-an-outage").statusCode()).isEqualTo(503);
        }
        assertThat(send("GET", "/v1/agent/status/a").headers().firstValue("X-RateLimit-Remaining")).hasValue("119");
    }

    @Test
    void heartbeatsAndOpenPathsAreNeverLimited() throws Exception {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> beat = send("POST", "/v1/runtime-tokens/request");
            assertThat(beat.statusCode()).isEqualTo(200);
            assertThat(beat.headers().map()).doesNotContainKeys(HEADERS);
        }
        assertThat(http.get("/openapi.json").headers().map()).doesNotContainKeys(HEADERS);
    }

    @Test
    void anAddressIsCountedBeforeItsSecretIsLookedAt() throws Exception {
        for (int i = 0; i < 120; i++) {
            String secret = i < 20 ? "wrong" : Probe.SECRET;
            assertThat(http.get("/v1/me", "api-secret", secret, "X-Forwarded-For", "198.51.100.1").statusCode())
                    .isEqualTo(i < 20 ? 401 : 200);
        }
        HttpResponse<String> refused = http.get("/v1/me", "api-secret", "wrong", "X-Forwarded-For", "198.51.100.1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"address\";q=120;w=60");
        assertThat(http.get("/v1/me", "api-secret", Probe.SECRET, "X-Forwarded-For", "198.51.100.2").statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/probe/answer").headers().firstValue("X-RateLimit-Remaining")).hasValue("119");
    }
}
