package dev.likeness.web.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.likeness.web.egress.EgressException.Kind;
import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hundreds of ways to write an address that is not public (CONTRACT 6), against a canary that listens on every address
 * of this machine and counts. Names resolve as badly as they can: every one leads here.
 */
@Timeout(60)
class HostileUrlsTests {

    private static final int LEAST = 200;
    /** Stands for a public server that redirects; nothing else is let through to this machine. */
    private static final String PUBLIC = "public.example";

    private final AtomicInteger canary = new AtomicInteger();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicInteger redirected = new AtomicInteger();
    private ServerSocket cage;
    private HttpServer redirector;
    private volatile String location = "";

    @BeforeEach
    void listen() throws IOException {
        cage = new ServerSocket(0, 50);
        Thread.ofVirtual().start(() -> {
            while (!cage.isClosed()) {
                try (Socket bird = cage.accept()) {
                    canary.incrementAndGet();
                    bird.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret".getBytes());
                } catch (IOException _) {
                    // Closed: the test is over.
                }
            }
        });
        redirector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirector.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        redirector.createContext("/", exchange -> {
            boolean start = exchange.getRequestURI().getPath().equals("/start");
            exchange.getResponseHeaders().set("Location", location);
            if (start) {
                redirected.incrementAndGet();
            }
            exchange.sendResponseHeaders(start ? 302 : 404, -1);
            exchange.close();
        });
        redirector.start();
    }

    @AfterEach
    void stop() throws IOException {
        cage.close();
        redirector.stop(0);
    }

    private List<String> corpus() throws IOException {
        try (InputStream in = HostileUrlsTests.class.getResourceAsStream("/egress/hostile-urls.txt")) {
            String port = String.valueOf(cage.getLocalPort());
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("# "))
                    .map(line -> line.replace("{port}", port)).toList();
        }
    }

    private EgressClient client(AllowPrivate allowed) {
        return client(allowed, Duration.ofSeconds(10), "127.0.0.1");
    }

    /** @param second what every other look-up of a name finds */
    private EgressClient client(AllowPrivate allowed, Duration connect, String second) {
        return new EgressClient(new EgressProperties(allowed, connect, Duration.ofSeconds(30)),
                new GuardedResolver(allowed) {

                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        return host.equals(PUBLIC)
                                ? new InetAddress[]{InetAddress.getLoopbackAddress()}
                                : super.resolve(host);
                    }

                    @Override
                    InetAddress[] lookUp(String host) {
                        String found = lookUps.getAndIncrement() % 2 == 1 ? second : "127.0.0.1";
                        return new InetAddress[]{InetAddress.ofLiteral(found)};
                    }
                });
    }

    @Test
    void noneOfThemReachesTheCanary() throws IOException {
        List<String> corpus = corpus();
        assertThat(corpus).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(LEAST);
        EgressClient client = client(AllowPrivate.NONE);
        for (String url : corpus) {
            Throwable failure = catchThrowable(() -> client.get(url, 1000));
            assertThat(failure).as(url).isInstanceOfSatisfying(EgressException.class,
                    refused -> assertThat(refused.kind()).as(url).isEqualTo(Kind.REFUSED));
            assertThat(canary).as(url).hasValue(0);
        }
        client.destroy();
    }

    @Test
    void noneOfThemIsFollowedToNorDeliveredTo() throws IOException {
        EgressClient client = client(AllowPrivate.NONE);
        String start = "http://" + PUBLIC + ":" + redirector.getAddress().getPort() + "/start";
        for (String url : corpus()) {
            // The bytes of UTF-8, as servers send them: a character of more than a byte would be cut off.
            location = new String(url.strip().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            int before = redirected.get();
            Throwable followed = catchThrowable(() -> client.get(start, 1000));
            // Nowhere, or to this server itself, when it is no address at all; but it was read.
            assertThat(followed).as("redirect to " + url).isInstanceOf(EgressException.class)
                    .hasMessageNotContaining("could not be reached");
            assertThat(redirected.get()).as(url).isGreaterThan(before);
            Throwable delivered = catchThrowable(
                    () -> client.post(url, Map.of(), new byte[]{1}, Duration.ofSeconds(30)));
            assertThat(delivered).as("delivery to " + url).isInstanceOfSatisfying(EgressException.class,
                    failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
            assertThat(canary).as(url).hasValue(0);
        }
        client.destroy();
    }

    @Test
    void theSandboxReachesThisMachineAndNoOtherPrivateAddress() throws IOException {
        EgressClient client = client(AllowPrivate.LOOPBACK);
        for (String host : List.of("10.0.0.1", "169.254.169.254", "192.168.1", "[fd00::1]", "[::ffff:10.0.0.1]", "0",
                "[::]", "0xa9fea9fe")) {
            assertThat(catchThrowable(() -> client.get("http://" + host + ":" + cage.getLocalPort() + "/", 1000)))
                    .as(host).isInstanceOfSatisfying(EgressException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(Kind.REFUSED));
        }
        assertThat(canary).hasValue(0);
        for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "any.name.example")) {
            assertThat(client.get("http://" + host + ":" + cage.getLocalPort() + "/", 1000)).as(host).asString()
                    .isEqualTo("secret");
        }
        assertThat(canary).hasValue(5);
        client.destroy();
    }

    @Test
    void theSwitchAllOpensEveryAddressButNoOtherScheme() throws IOException {
        EgressClient client = client(AllowPrivate.ALL);
        String port = ":" + cage.getLocalPort() + "/";
        assertThat(client.get("http://127.0.0.1" + port, 1000)).asString().isEqualTo("secret");
        assertThat(client.get("http://0.0.0.0" + port, 1000)).asString().isEqualTo("secret");
        for (String url : List.of("file:///etc/passwd", "ftp://127.0.0.1" + port, "http://a@127.0.0.1" + port,
                "http://127.0.0.1:0/")) {
            assertThat(catchThrowable(() -> client.get(url, 1000))).as(url).isInstanceOfSatisfying(
                    EgressException.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.REFUSED));
        }
        assertThat(canary).hasValue(2);
        client.destroy();
    }

    /** The address that was checked is the one that is connected to: a name is looked up once a request. */
    @Test
    void aRebindingNameIsAskedOncePerRequest() throws IOException {
        // Now public, where nobody answers, now not: what a rebinding server says.
        EgressClient client = client(AllowPrivate.NONE, Duration.ofMillis(200), "192.0.1.1");
        String url = "http://rebound.example:" + cage.getLocalPort() + "/";
        for (int round = 0; round < 6; round++) {
            assertThat(catchThrowable(() -> client.get(url, 1000))).isInstanceOf(EgressException.class);
        }
        assertThat(lookUps).hasValue(6);
        assertThat(canary).hasValue(0);
        client.destroy();
    }
}
