package dev.likeness.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.common.StartRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;

class ProxiesTests {

    private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"), false);

    private static MockHttpServletRequest from(String peer, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/me");
        request.setRemoteAddr(peer);
        request.addHeader("Host", "inside:8080");
        request.setServerName("inside");
        request.setServerPort(8080);
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9 | 198.51.100.1                         | 203.0.113.9
            10.0.0.1    | 198.51.100.1                         | 198.51.100.1
            10.0.0.1    | 1.1.1.1, 198.51.100.1                | 198.51.100.1
            10.0.0.1    | 1.1.1.1, 198.51.100.1, 10.2.3.4      | 198.51.100.1
            10.0.0.1    | 198.51.100.1:4711                    | 198.51.100.1
            10.0.0.1    | [2001:db8::1]:4711                   | 2001:db8::1
            10.0.0.1    | 2001:db8::1                          | 2001:db8::1
            10.0.0.1    | 10.0.0.2, 10.0.0.3                   | 10.0.0.2
            10.0.0.1    | 198.51.100.1, unknown                | 10.0.0.1
            10.0.0.1    | evil.example                         | 10.0.0.1
            fd00::1     | 198.51.100.1                         | 198.51.100.1
            192.0.2.7   | 198.51.100.1                         | 198.51.100.1
            192.0.2.8   | 198.51.100.1                         | 192.0.2.8
            """)
    void theClientIsTheFirstThatIsNoProxyOfOurs(String peer, String chain, String client) {
        assertThat(proxies.seen(from(peer, "X-Forwarded-For", chain)).getRemoteAddr()).isEqualTo(client);
        String standard = Arrays.stream(chain.split(", ")).map(node -> "for=\"" + bracketed(node) + "\"")
                .reduce((one, two) -> one + ", " + two).orElseThrow();
        assertThat(proxies.seen(from(peer, "Forwarded", standard)).getRemoteAddr()).isEqualTo(client);
    }

    private static String bracketed(String node) {
        return node.startsWith("2001") ? "[" + node + "]" : node;
    }

    @Test
    void whatTheClientHandsOnAsTheOtherSpellingIsNotBelieved() {
        assertThat(proxies.seen(from("10.0.0.1", "X-Forwarded-For", "198.51.100.1", "Forwarded", "for=1.1.1.1"))
                .getRemoteAddr()).isEqualTo("10.0.0.1");
        assertThat(proxies.seen(from("10.0.0.1", "X-Forwarded-For", "198.51.100.1", "Forwarded",
                "for=198.51.100.1;proto=https")).getRemoteAddr()).isEqualTo("198.51.100.1");
    }

    /** What the client sent, as a proxy hands it on with what it saw itself. */
    @ParameterizedTest
    @ValueSource(strings = {"for=1.2.3.4, x=\"", "for=1.2.3.4, x=\"a\\", "for=1.2.3.4, x=\"a\", y=\"",
            "for=1.2.3.4;;\"",
            "for=1.2.3.4 for", "="})
    void anOpenQuoteOfTheClientsSwallowsNothing(String sent) {
        HttpServletRequest seen = proxies.seen(from("10.0.0.1", "Forwarded",
                sent + ", for=\"[2001:db8::1]:4711\";proto=https"));
        assertThat(seen.getRemoteAddr()).isEqualTo("10.0.0.1");
        assertThat(seen.getScheme()).isEqualTo("http");
    }

    @Test
    void schemeAndHostAreThoseThatTheBelievedProxySaw() {
        HttpServletRequest seen = proxies.seen(from("10.0.0.1", "Forwarded",
                "for=1.1.1.1;proto=https;host=evil.example, FOR=198.51.100.1;Proto=http;host=\"a.example:81\""));
        assertThat(seen.getRequestURL()).hasToString("http://a.example:81/v1/me");
        HttpServletRequest usual = proxies.seen(from("10.0.0.1", "X-Forwarded-For", "1.1.1.1, 198.51.100.1",
                "X-Forwarded-Proto", "https, http", "X-Forwarded-Host", "evil.example, a.example"));
        assertThat(usual.getRequestURL()).hasToString("http://a.example/v1/me");
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For,127.0.0.1", "X-Forwarded-For,unknown", "Forwarded,for=127.0.0.1",
            "X-Forwarded-Proto,https"})
    void whatComesByWayOfAProxyIsNotThisMachine(String header, String value) {
        HttpServletRequest seen = new Proxies(List.of("127.0.0.1"), false).seen(from("127.0.0.1", header, value));
        ClientAddress.remember(seen);
        assertThat(ClientAddress.of(seen).loopback()).isFalse();
        HttpServletRequest direct = from("127.0.0.1");
        ClientAddress.remember(direct);
        assertThat(ClientAddress.of(direct).loopback()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https | -                   | https://inside:8080/v1/me
            https | api.example.com     | https://api.example.com/v1/me
            https | api.example.com:444 | https://api.example.com:444/v1/me
            http  | api.example.com     | http://api.example.com/v1/me
            -     | api.example.com     | http://api.example.com/v1/me
            https | [2001:db8::1]:444   | https://[2001:db8::1]:444/v1/me
            ftp   | a b                 | http://inside:8080/v1/me
            HTTPS | x@y                 | https://inside:8080/v1/me
            """)
    void theOriginIsTheOutermostProxys(String proto, String host, String url) {
        MockHttpServletRequest request = from("10.0.0.1", "X-Forwarded-For", "198.51.100.1");
        if (proto != null) {
            request.addHeader("X-Forwarded-Proto", proto);
        }
        if (host != null) {
            request.addHeader("X-Forwarded-Host", host);
        }
        HttpServletRequest seen = proxies.seen(request);
        assertThat(seen.getRequestURL()).hasToString(url);
        assertThat(seen.isSecure()).isEqualTo(url.startsWith("https"));
    }

    @Test
    void aPortOfItsOwnHeaderCounts() {
        assertThat(proxies.seen(from("10.0.0.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "a.example",
                "X-Forwarded-Port", "8443")).getRequestURL()).hasToString("https://a.example:8443/v1/me");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whereNothingIsSetTheLogSaysOnceWhatToSet(CapturedOutput output) {
        Proxies none = new Proxies(List.of(""), false);
        HttpServletRequest request = from("10.0.0.1", "X-Forwarded-Proto", "https");
        assertThat(none.seen(request).getScheme()).isEqualTo("http");
        none.seen(request);
        assertThat(output.getOut().split("LIKENESS_WEB_TRUSTED_PROXIES", -1)).hasSize(2);
        assertThat(output).contains("LIKENESS_PUBLIC_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "proxy.example", "10.0.0.0/x", "10.0.0.0/-1"})
    void whatIsNoNetworkIsRefusedAtStart(String network) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new Proxies(List.of(network), false));
    }

    @Test
    void aNetworkIsItsAddressesAndNoOthers() throws Exception {
        Network network = Network.of("198.51.100.64/26");
        assertThat(network.contains(java.net.InetAddress.ofLiteral("198.51.100.127"))).isTrue();
        assertThat(network.contains(java.net.InetAddress.ofLiteral("198.51.100.128"))).isFalse();
        assertThat(network.contains(java.net.InetAddress.ofLiteral("::1"))).isFalse();
        assertThat(Network.of("::/0").contains(java.net.InetAddress.ofLiteral("2001:db8::1"))).isTrue();
    }

    @Test
    void theAddressesOfAnIpv6NetworkCountAsOne() {
        assertThat(ClientAddress.of("2001:db8:0:1::1")).isEqualTo(ClientAddress.of("2001:db8:0:1:ffff::2"))
                .isNotEqualTo(ClientAddress.of("2001:db8:0:2::1"));
        assertThat(ClientAddress.of("127.0.0.1")).isEqualTo(ClientAddress.of("::1"));
    }
}
