package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that begin a body and then say nothing more. */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "server.tomcat.connection-timeout=300ms", "spring.datasource.url=unused"})
@ExtendWith(OutputCaptureExtension.class)
class StalledBodyTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"/probe/body,application/json", "/probe/body,application/x-www-form-urlencoded",
            "/probe/body,multipart/form-data; boundary=b", "/probe/file,application/json",
            "/probe/bound,application/json", "/probe/stream,application/octet-stream"})
    void aBodyThatStallsIsTheClientsFault(String path, String type, CapturedOutput log) throws Exception {
        String answer = new Http(port).raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: 1000\r\n\r\n" + (type.startsWith("multipart") ? "--b\r\n" : "{\"prompt\":"));
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"VALIDATION_ERROR\"", "did not arrive in time",
                "X-Request-Id: ");
        assertThat(log).doesNotContain("ERROR", "Exception");
    }
}
