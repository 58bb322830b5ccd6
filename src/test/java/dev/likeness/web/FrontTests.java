package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A server on loopback, behind a proxy on the same machine: who reaches it, and what its requests mean. */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "server.address=127.0.0.1", "likeness.web.trusted-proxies=127.0.0.0/8,::1",
        "likeness.web.cors=https://app.example.com", "likeness.web.hosts=api.example.com"})
@Import(FrontTests.Doors.class)
class FrontTests {

    @TestConfiguration(proxyBeanMethods = false)
    @Import(Doors.Controller.class)
    static class Doors {

        @RestController
        @PublicAccess
        static class Controller {

            @PostMapping("/sandbox/clock")
            String clock() {
                return "moved";
            }

            @DeleteMapping("/doors/{name}")
            String delete(@PathVariable String name) {
                return name;
            }

            @GetMapping("/doors/url")
            String url() {
                return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
            }
        }
    }

    @LocalServerPort
    private int port;
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private String raw(String method, String target, String... headers) throws Exception {
        return http.raw(method + " " + target + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"localhost,200", "127.0.0.1:1,200", "[::1],200", "api.example.com,200", "evil.example,403"})
    void answersToItsNamesAlone(String host, int status) throws Exception {
        String answer = raw("GET", "/probe/open", "Host: " + host);
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 403) {
            assertThat(answer).contains("\"code\":\"FORBIDDEN\"", "LIKENESS_WEB_HOSTS", "\"status\":\"error\"");
        }
    }

    /** A balancer's probe names the address it was given. */
    @Test
    void healthIsToldUnderAnyName() throws Exception {
        assertThat(raw("GET", "/health/ready", "Host: 10.1.2.3:8080")).doesNotStartWith("HTTP/1.1 403");
        assertThat(raw("GET", "/healthy", "Host: 10.1.2.3:8080")).startsWith("HTTP/1.1 403");
    }

    @Test
    void aNameThatAProxyTellsDoesNotHideTheOneThatWasUsed() throws Exception {
        assertThat(raw("GET", "/probe/open", "Host: evil.example", "X-Forwarded-Host: localhost"))
                .startsWith("HTTP/1.1 403");
    }

    /** As a page would send it: {@code fetch('http://localhost:8080/sandbox/clock', {method:'POST', mode:'no-cors'})}. */
    @ParameterizedTest
    @ValueSource(strings = {"/sandbox/clock", "/%73andbox/clock", "/sandbox;x/clock", "//sandbox/clock"})
    void noPageOfAnotherSiteMovesTheClock(String path) throws Exception {
        for (String origin : new String[]{"http://evil.example", "https://app.example.com", "null"}) {
            String answer = raw("POST", path, "Host: localhost", "Origin: " + origin, "Content-Type: text/plain");
            assertThat(answer).startsWith("HTTP/1.1 403").contains("LIKENESS_WEB_CORS");
        }
        assertThat(raw("POST", "/sandbox/clock", "Host: localhost")).startsWith("HTTP/1.1 200");
    }

    @Test
    void pagesOfASetOriginCallTheApiAndReadItsErrors() throws Exception {
        HttpResponse<String> refused = http.get("/probe/answer", "Origin", "https://app.example.com");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
        HttpResponse<String> preflight = http.send("OPTIONS", "/probe/answer", "", "Origin", "https://app.example.com",
                "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "api-secret");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers")).hasValue("api-secret");
    }

    @ParameterizedTest
    @CsvSource({"prod;old,prod;old", "prod%3Bold,prod;old", "prod;,prod;", ";prod,;prod", "a;b=c;d,a;b=c;d"})
    void aSemicolonBelongsToTheName(String segment, String name) throws Exception {
        assertThat(http.send("DELETE", "/doors/" + segment, "").body()).isEqualTo(name);
    }

    @Test
    void aPathParameterOpensNoOtherDoor() throws Exception {
        assertThat(http.get("/probe/open;x=1").statusCode()).isEqualTo(404);
        assertThat(http.get("/probe;x/open").statusCode()).isEqualTo(404);
        assertThat(raw("GET", "/doors/..;/probe/open", "Host: localhost")).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter[a]=b", "filter[a][]=b", "x={1}", "a|b=c", "q=\"x\"", "a^b=`c`", "x=<y>", "x=a\\b"})
    void parametersNobodyKnowsAreIgnoredHoweverTheyAreWritten(String query) throws Exception {
        assertThat(raw("GET", "/probe/open?" + query, "Host: localhost")).startsWith("HTTP/1.1 200");
        assertThat(raw("GET", "/probe/page?limit=5&" + query, "Host: localhost")).contains("\"limit\":5");
    }

    @Test
    void urlsBeginAsTheClientReachedTheProxy() throws Exception {
        assertThat(http.get("/doors/url", "X-Forwarded-For", "198.51.100.1", "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "api.example.com").body()).isEqualTo("https://api.example.com");
    }

    @Test
    void oneBadClientBehindTheProxyIsNotEverybody() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(http.get("/probe/answer", "api-secret", "wrong", "X-Forwarded-For", "198.51.100.77")
                    .statusCode()).isEqualTo(401);
        }
        assertThat(http.get("/probe/answer", "api-secret", "wrong", "X-Forwarded-For", "198.51.100.77").statusCode())
                .isEqualTo(429);
        assertThat(http.get("/probe/answer", "api-secret", "wrong", "X-Forwarded-For", "198.51.100.78").statusCode())
                .isEqualTo(401);
    }
}
