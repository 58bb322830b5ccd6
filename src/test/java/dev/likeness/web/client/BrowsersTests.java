package dev.likeness.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.StartRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BrowsersTests {

    private final Browsers browsers = new Browsers(List.of("https://app.example.com/"), "api.example.com");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private static MockHttpServletRequest request(String method, String path, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setServerName("localhost");
        request.setServerPort(8080);
        request.addHeader("Host", "localhost:8080");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** An answer, {@code refused}, or {@code ended}: answered here. */
    private String verdict(MockHttpServletRequest request) {
        try {
            return browsers.admit(request, response) ? "goes on" : "ended";
        } catch (ApiException refusal) {
            assertThat(refusal.code()).isEqualTo(CommonError.FORBIDDEN);
            assertThat(refusal.message()).contains("LIKENESS_WEB_CORS");
            return "refused";
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            POST   | /sandbox/clock    | -                       | -           | goes on
            POST   | /sandbox/clock    | http://evil.example     | cross-site  | refused
            POST   | /sandbox/clock    | http://localhost:3000   | same-site   | refused
            POST   | /sandbox/clock    | -                       | cross-site  | refused
            POST   | /sandbox/clock    | null                    | -           | refused
            POST   | /sandbox/clock    | http://evil.example     | -           | refused
            POST   | /sandbox/clock    | file://                 | -           | refused
            POST   | /sandbox/clock    | http://                 | -           | refused
            POST   | /sandbox/clock    | https://:443            | -           | refused
            POST   | /sandbox/clock    | http://localhost:8080   | same-origin | goes on
            POST   | /sandbox/clock    | http://localhost:8080   | -           | goes on
            POST   | /sandbox/clock    | -                       | none        | goes on
            POST   | /sandbox/clock    | https://app.example.com | cross-site  | refused
            DELETE | /sandbox/faults   | https://app.example.com | cross-site  | refused
            POST   | /operator/audit   | https://app.example.com | cross-site  | refused
            POST   | /v1/worker/claim  | https://app.example.com | cross-site  | refused
            POST   | /v1/agent/x       | https://app.example.com | cross-site  | goes on
            POST   | /v1/agent/x       | https://APP.example.com | -           | goes on
            POST   | /v1/agent/x       | http://app.example.com  | cross-site  | refused
            POST   | /v1/agent/x       | https://api.example.com | -           | goes on
            POST   | /v1/agent/x       | chrome-extension://abc  | none        | goes on
            PUT    | /v1/agent/x       | file://                 | -           | refused
            GET    | /v1/me            | http://evil.example     | cross-site  | goes on
            HEAD   | /v1/me            | http://evil.example     | cross-site  | goes on
            TRACE  | /v1/me            | http://evil.example     | cross-site  | refused
            """)
    void pagesOfOtherSitesChangeNothing(String method, String path, String origin, String site, String verdict) {
        MockHttpServletRequest request = request(method, path);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        assertThat(verdict(request)).isEqualTo(verdict);
        boolean meant = verdict.equals("goes on") && "https://app.example.com".equalsIgnoreCase(origin);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(meant ? origin : null);
        assertThat(response.getHeader("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void aSocketOfAnotherSitesPageIsRefused() {
        assertThat(verdict(request("GET", "/rooms", "Upgrade", "websocket", "Origin", "http://evil.example")))
                .isEqualTo("refused");
    }

    @Test
    void aPreflightIsAnsweredForThoseWhoMayCall() {
        assertThat(verdict(request("OPTIONS", "/v1/me", "Origin", "https://app.example.com",
                "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "api-secret,content-type")))
                .isEqualTo("ended");
        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getHeader("Access-Control-Allow-Headers")).isEqualTo("api-secret,content-type");
        assertThat(response.getHeader("Access-Control-Allow-Methods")).contains("DELETE");
        assertThat(response.getHeader("Vary")).contains("Origin");
    }

    @Test
    void aPreflightOfOthersIsRefusedInASentence() {
        assertThat(verdict(request("OPTIONS", "/v1/me", "Origin", "http://evil.example",
                "Access-Control-Request-Method", "POST"))).isEqualTo("refused");
        assertThat(verdict(request("OPTIONS", "/sandbox/clock", "Origin", "https://app.example.com",
                "Access-Control-Request-Method", "POST"))).isEqualTo("refused");
    }

    @Test
    void everyPageMayCallWhereThatIsSetButNotTheOpenDoors() {
        Browsers open = new Browsers(List.of("*"), "");
        assertThat(open.admit(request("POST", "/v1/agent/x", "Origin", "null"), response)).isTrue();
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo("null");
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> open.admit(request("POST", "/sandbox/clock", "Origin", "http://x"), response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "https://app.example.com/path", "https://", "null"})
    void whatIsNoOriginIsRefusedAtStart(String origin) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new Browsers(List.of("https://app.example.com", origin), ""));
    }

    @ParameterizedTest
    @CsvSource({"localhost:8080,true", "LOCALHOST,true", "127.0.0.1:8080,true", "127.9.9.9,true", "[::1]:8080,true",
            "localhost.:80,true", "app.localhost,true", "known.example:99,true", "Known.Example.,true",
            "evil.example,false", "127.0.0.1.evil.example,false", "localhost.evil.example:8080,false",
            "192.0.2.1,false", "[2001:db8::1]:8080,false", "xlocalhost,false"})
    void aServerOnLoopbackAnswersToItsNamesAlone(String host, boolean answered) {
        Hosts hosts = new Hosts(true, List.of("known.example:8080", ""));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Host", host);
        try {
            hosts.check(request);
            assertThat(answered).isTrue();
        } catch (ApiException refusal) {
            assertThat(refusal.code()).isEqualTo(CommonError.FORBIDDEN);
            assertThat(refusal.message()).contains("LIKENESS_WEB_HOSTS");
            assertThat(answered).isFalse();
        }
        new Hosts(false, List.of()).check(request);
    }
}
