package dev.likeness.web.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.likeness.web.egress.EgressException.Kind;
import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the way out does with hostile and broken servers. */
@Timeout(30)
class EgressClientTests {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private HttpServer server;
    private String base;
    private final AtomicInteger visits = new AtomicInteger();
    private final EgressClient client = client(AllowPrivate.LOOPBACK);

    private static EgressClient client(AllowPrivate allowed) {
        return new EgressClient(new EgressProperties(allowed, DEADLINE, DEADLINE));
    }

    private static EgressClient hasty() {
        return new EgressClient(
                new EgressProperties(AllowPrivate.LOOPBACK, Duration.ofSeconds(1), Duration.ofMillis(1500)));
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(0);
        client.destroy();
    }

    private void answer(HttpExchange exchange) throws IOException {
        visits.incrementAndGet();
        String path = exchange.getRequestURI().toString();
        if (path.startsWith("/to?")) {
            exchange.getResponseHeaders().set("Location", path.substring(4));
            exchange.sendResponseHeaders(302, 0);
            pour(exchange);
            return;
        }
        switch (path) {
            case "/hello" -> send(exchange, 200, "hello");
            case "/none" -> exchange.sendResponseHeaders(204, -1);
            case "/part" -> exchange.sendResponseHeaders(206, -1);
            case "/echo" -> send(exchange, 500, exchange.getRequestHeaders().getFirst("X-Event") + " "
                    + exchange.getRequestHeaders().get("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            case "/loop" -> {
                exchange.getResponseHeaders().set("Location", "/loop");
                exchange.sendResponseHeaders(307, -1);
            }
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                pour(exchange);
            }
            case "/trickle" -> {
                exchange.sendResponseHeaders(200, 0);
                drip(exchange);
            }
            case "/silence" -> drip(exchange);
            case "/headers" -> {
                for (int i = 0; i < 300; i++) {
                    exchange.getResponseHeaders().add("X-" + i, "x");
                }
                send(exchange, 200, "hello");
            }
            case "/line" -> {
                exchange.getResponseHeaders().add("X-Long", "x".repeat(20_000));
                send(exchange, 200, "hello");
            }
            default -> send(exchange, 404, "no");
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, text.length());
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void pour(HttpExchange exchange) throws IOException {
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100_000; i++) {
                out.write(new byte[10_000]);
            }
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        for (int i = 0; i < 600; i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            if (exchange.getResponseCode() > 0) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
            }
        }
    }

    private Kind failure(EgressClient client, String url) {
        EgressException failure = catchThrowableOfType(EgressException.class, () -> client.get(url, 1000));
        assertThat(failure).as(url).isNotNull();
        assertThat(failure.message()).doesNotContain("127.0.0.1", "Exception");
        return failure.kind();
    }

    @Test
    void downloadsIntoAFile(@TempDir Path folder) {
        Fetched fetched = client.get(base + "/hello", 5, folder.resolve("x"));
        assertThat(fetched.size()).isEqualTo(5);
        assertThat(fetched.contentType()).isEqualTo("text/plain");
        assertThat(folder.resolve("x")).hasContent("hello");
        assertThat(client.get(base + "/none", 5, folder.resolve("y")).status()).isEqualTo(204);
        assertThat(failure(client, base + "/part")).isEqualTo(Kind.HTTP_STATUS);
    }

    @Test
    void followsAFewRedirects() {
        assertThat(client.get(base + "/to?/to?/hello", 5)).asString().isEqualTo("hello");
        assertThat(failure(client, base + "/loop")).isEqualTo(Kind.UNREACHABLE);
        assertThat(visits.get()).isEqualTo(3 + 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[fd00::1]/",
            "ftp://x/",
            "file:///etc/passwd", "http://user:secret@127.0.0.1/", "http://0xa9fea9fe/", "//x", "http:///"})
    void refusesAddressesAlsoBehindRedirects(String address) {
        assertThat(failure(client, address)).isEqualTo(Kind.REFUSED);
        assertThat(visits.get()).isZero();
        if (address.contains("://") && !address.equals("http:///")) {
            assertThat(failure(client, base + "/to?" + address)).isEqualTo(Kind.REFUSED);
            assertThat(visits.get()).isEqualTo(1);
        }
    }

    @Test
    void refusesLoopbackWhereTheSettingDoes() {
        EgressClient strict = client(AllowPrivate.NONE);
        String port = base.substring(base.lastIndexOf(':'));
        for (String host : new String[]{"127.0.0.1", "localhost", "[::1]", "2130706433", "127.1", "0x7f.1",
                "0177.0.0.1",
                "[::ffff:127.0.0.1]", "127.0.0.1."}) {
            assertThat(failure(strict, "http://" + host + port + "/hello")).isEqualTo(Kind.REFUSED);
        }
        assertThat(visits.get()).isZero();
        assertThat(client.get("http://2130706433" + port + "/hello", 5)).asString().isEqualTo("hello");
    }

    @Test
    void refusesANameWhenAnyOfItsAddressesIsPrivate() {
        EgressClient poisoned = new EgressClient(
                new EgressProperties(AllowPrivate.NONE, Duration.ofSeconds(1), DEADLINE),
                new GuardedResolver(AllowPrivate.NONE) {
                    @Override
                    InetAddress[] lookUp(String host) throws UnknownHostException {
                        return Arrays.stream(new String[]{"8.8.8.8", "10.0.0.1"}).map(InetAddress::ofLiteral)
                                .toArray(InetAddress[]::new);
                    }
                });
        assertThat(failure(poisoned, "http://rebound.example/")).isEqualTo(Kind.REFUSED);
    }

    @Test
    void cutsOffWhatIsTooLargeOrTooSlow() {
        assertThat(failure(client, base + "/endless")).isEqualTo(Kind.TOO_LARGE);
        assertThat(catchThrowableOfType(EgressException.class, () -> client.get(base + "/hello", 4)).kind())
                .isEqualTo(Kind.TOO_LARGE);
        // Each would go on for longer than this test may take.
        assertThat(failure(hasty(), base + "/trickle")).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(hasty(), base + "/silence")).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void refusesAnswersWithEndlessHeaders() {
        assertThat(failure(client, base + "/headers")).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(client, base + "/line")).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aStreamThatHasSeenEnoughEndsTheDownload() {
        RuntimeException enough = new IllegalCallerException("enough");
        Throwable out = catchThrowableOfType(IllegalCallerException.class,
                () -> client.get(base + "/endless", 1_000_000_000, new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw enough;
                    }
                }));
        assertThat(out).isSameAs(enough);
    }

    @Test
    void tellsAStatusFromNoAnswer() {
        EgressException missing = catchThrowableOfType(EgressException.class, () -> client.get(base + "/gone", 5));
        assertThat(missing.kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(missing.status()).isEqualTo(404);
        server.stop(0);
        assertThat(failure(client, base + "/hello")).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(client, "http://no-such-host.invalid/")).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void deliversWithoutFollowingRedirects() {
        Delivered delivered = client.post(base + "/echo", Map.of("X-Event", "ping", "Content-Type", "application/json"),
                "{}".getBytes(StandardCharsets.UTF_8), DEADLINE);
        assertThat(delivered).isEqualTo(new Delivered(500, "ping [application/json] {}"));
        assertThat(client.post(base + "/to?/hello", Map.of(), new byte[0], DEADLINE).status())
                .isEqualTo(302);
        assertThat(visits.get()).isEqualTo(2);
    }
}
