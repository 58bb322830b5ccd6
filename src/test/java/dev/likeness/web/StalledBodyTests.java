package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that begin a body and then say nothing more, or hang up. */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "server.tomcat.connection-timeout=300ms", "spring.datasource.url=unused"})
@ExtendWith(OutputCaptureExtension.class)
class StalledBodyTests {

    @LocalServerPort
    private int port;

    private static final String BODY = "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n%s";

    private String begun(String path, String type, String length) {
        return BODY.formatted(path, type, length, type.startsWith("multipart")
                ? "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a\"\r\n\r\nabc"
                : "{\"prompt\":");
    }

    /** Passing faults are never 400: SDKs would give up (CONTRACT 4.1). */
    @ParameterizedTest
    @CsvSource({"/probe/body,application/json", "/probe/body,application/x-www-form-urlencoded",
            "/probe/body,multipart/form-data; boundary=b", "/probe/file,application/json",
            "/probe/file,multipart/form-data; boundary=b", "/probe/bound,application/json",
            "/probe/stream,application/octet-stream"})
    void aBodyThatStallsOrBreaksOffMayBeSentAgain(String path, String type, CapturedOutput log) throws Exception {
        String stalled = begun(path, type, "Content-Length: 1000");
        assertTold(new Http(port).raw(stalled), "The request body did not arrive in time");
        assertTold(new Http(port).rawToTheEnd(stalled), "The request body broke off before its end");
        String chunk = begun(path, type, "Transfer-Encoding: chunked");
        int end = chunk.indexOf("\r\n\r\n") + 4;
        chunk = chunk.substring(0, end) + "fff\r\n" + chunk.substring(end);
        assertTold(new Http(port).raw(chunk), "The request body did not arrive in time");
        assertTold(new Http(port).rawToTheEnd(chunk), "The request body broke off before its end");
        assertNoFaultOfOurs(log);
    }

    /** What other tests of this run have left running may complain meanwhile. */
    private static void assertNoFaultOfOurs(CapturedOutput log) {
        assertThat(log.toString().lines().filter(line -> line.contains(" ERROR ")))
                .noneMatch(line -> line.contains("ErrorAnswers") || line.contains("catalina"));
    }

    private static void assertTold(String answer, String message) {
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"REQUEST_TIMEOUT\"", message,
                "\"httpStatus\":408", "\"status_code\":408", "X-Request-Id: ", "Content-Type: application/json");
    }

    @Test
    void compressedBodiesBreakOffAlike() throws Exception {
        String begun = BODY.formatted("/probe/body", "application/json", "Content-Encoding: gzip\r\nContent-Length: 99",
                "\u001f\u008b\b");
        assertTold(new Http(port).raw(begun), "The request body did not arrive in time");
        assertTold(new Http(port).rawToTheEnd(begun), "The request body broke off before its end");
    }

    /** They are as wrong the next time. */
    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "3\r\nabcdef\r\n", "-3\r\nabc\r\n"})
    void chunksThatAreNoneAreMalformed(String chunks) throws Exception {
        assertThat(new Http(port).rawToTheEnd(BODY.formatted("/probe/body", "application/json",
                "Transfer-Encoding: chunked", chunks))).startsWith("HTTP/1.1 400 ").contains("\"VALIDATION_ERROR\"");
    }
}
