package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** In a cluster, where Boot would let Tomcat believe every private address, nothing is believed unless it is set. */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "spring.main.cloud-platform=kubernetes"})
@Import(UntrustedProxyTests.Seen.class)
class UntrustedProxyTests {

    @TestConfiguration(proxyBeanMethods = false)
    @Import(Seen.Controller.class)
    static class Seen {

        @RestController
        @PublicAccess
        static class Controller {

            @GetMapping("/seen")
            String seen(HttpServletRequest request) {
                return request.getRemoteAddr() + " " + request.getScheme() + " " + request.getServerName();
            }
        }
    }

    @LocalServerPort
    private int port;

    @Test
    void forwardedHeadersOfAPrivateAddressCountForNothing() throws Exception {
        assertThat(new Http(port).get("/seen", "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "evil.example", "Forwarded", "for=203.0.113.9").body())
                .isEqualTo("127.0.0.1 http localhost");
    }
}
