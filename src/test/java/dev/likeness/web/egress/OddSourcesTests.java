package dev.likeness.web.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.likeness.web.egress.EgressException.Kind;
import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that answer as the web does: redirects that only browsers have tried, bodies nobody asked to wrap. */
@Timeout(30)
class OddSourcesTests {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    /** A server of bytes: one of the JDK would write a location's letters anew, and refuse odd paths. */
    private ServerSocket server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile List<byte[]> answers = List.of();
    private final EgressClient client = client(AllowPrivate.LOOPBACK);
    private String base;

    private static EgressClient client(AllowPrivate allowed) {
        return new EgressClient(new EgressProperties(allowed, Duration.ofSeconds(5), Duration.ofMinutes(1)),
                new GuardedResolver(allowed) {
                    @Override
                    InetAddress[] lookUp(String host) {
                        return new InetAddress[]{InetAddress.getLoopbackAddress()};
                    }
                });
    }

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        base = "http://127.0.0.1:" + server.getLocalPort();
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    InputStream in = socket.getInputStream();
                    StringBuilder head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        head.append((char) in.read());
                    }
                    asked.add(head.toString());
                    socket.getOutputStream().write(answers.get(Math.min(asked.size(), answers.size()) - 1));
                } catch (IOException _) {
                    // Cut off by the client, or the test is over.
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        client.destroy();
    }

    private static byte[] answer(String head, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("HTTP/1.1 " + head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private String followed(int status, String location) {
        asked.clear();
        answers = List.of(answer(status + " Moved\r\nLocation: " + location, new byte[0]),
                answer("200 OK\r\nContent-Length: 5", HELLO));
        assertThat(client.get(base + "/dir/x?old", 100)).as(location).isEqualTo(HELLO);
        assertThat(asked).hasSize(2);
        return asked.getLast().split(" ")[1];
    }

    @Test
    void redirectsLeadWhereABrowserGoes() {
        assertThat(followed(302, "/фото2.jpg")).isEqualTo("/%D1%84%D0%BE%D1%82%D0%BE2.jpg");
        assertThat(followed(301, "/my photo.jpg")).isEqualTo("/my%20photo.jpg");
        assertThat(followed(303, "/a|b.jpg")).isEqualTo("/a%7Cb.jpg");
        assertThat(followed(307, "?v=2")).isEqualTo("/dir/x?v=2");
        assertThat(followed(308, "../y.jpg#top")).isEqualTo("/y.jpg");
        assertThat(followed(302, "/100%.jpg")).isEqualTo("/100%.jpg");
        assertThat(followed(302, "\\back\\slash.jpg")).isEqualTo("/back/slash.jpg");
        assertThat(followed(302, "//localhost:" + server.getLocalPort() + "/there")).isEqualTo("/there");
        assertThat(followed(302, "HTTP://Bücher.example:" + server.getLocalPort() + "/B")).isEqualTo("/B");
        assertThat(asked.getLast()).contains("Host: xn--bcher-kva.example:" + server.getLocalPort());
        assertThat(followed(302, "http://my_bucket.example:" + server.getLocalPort() + "/u")).isEqualTo("/u");
        assertThat(asked.getLast()).contains("Host: my_bucket.example:");
    }

    @Test
    void aCallersOwnLinksGoThereToo() {
        answers = List.of(answer("200 OK\r\nContent-Length: 5", HELLO));
        for (String path : List.of("/my photo.jpg", "/фото.jpg", "/a|b.jpg?q={1}", "/100%.jpg")) {
            assertThat(client.get(base + path, 100)).as(path).isEqualTo(HELLO);
        }
        assertThat(asked).extracting(head -> head.split(" ")[1]).containsExactly("/my%20photo.jpg",
                "/%D1%84%D0%BE%D1%82%D0%BE.jpg", "/a%7Cb.jpg?q=%7B1%7D", "/100%.jpg");
        client.post(base + "/hook me", Map.of(), HELLO, Duration.ofMinutes(1));
        assertThat(asked.getLast()).startsWith("POST /hook%20me HTTP/1.1");
    }

    @Test
    void everyHopIsGuarded() throws IOException {
        EgressClient strict = new EgressClient(
                new EgressProperties(AllowPrivate.NONE, Duration.ofSeconds(5), Duration.ofMinutes(1)),
                new GuardedResolver(AllowPrivate.NONE) {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        return host.equals("public.example")
                                ? new InetAddress[]{InetAddress.getLoopbackAddress()}
                                : super.resolve(host);
                    }
                });
        String port = ":" + server.getLocalPort() + "/";
        for (String location : List.of("//127.0.0.1" + port, "\\\\127.0.0.1" + port, "HTTP://１２７.0.0.1" + port,
                "http://%31%32%37.1" + port, "http:\\\\localhost" + port, "http://public.example@127.0.0.1" + port,
                "http://127。0。0。1" + port, "ftp://127.0.0.1" + port)) {
            asked.clear();
            answers = List.of(answer("302 Found\r\nLocation: " + location, new byte[0]));
            EgressException refused = catchThrowableOfType(EgressException.class,
                    () -> strict.get("http://public.example" + port, 100));
            assertThat(refused.kind()).as(location).isEqualTo(Kind.REFUSED);
            assertThat(asked).as(location).hasSize(1);
        }
        strict.destroy();
    }

    private byte[] sent(String coding, byte[] body) {
        answers = List.of(answer("200 OK\r\nContent-Encoding: " + coding, body));
        return client.get(base + "/x", 100_000);
    }

    private EgressException refusal(String coding, byte[] body) {
        return catchThrowableOfType(EgressException.class, () -> sent(coding, body));
    }

    @Test
    void whatIsWrappedIsUnwrapped() throws IOException {
        assertThat(sent("gzip", gzip(HELLO))).isEqualTo(HELLO);
        assertThat(sent("X-GZIP", gzip(HELLO))).isEqualTo(HELLO);
        assertThat(sent("gzip, gzip", gzip(gzip(HELLO)))).isEqualTo(HELLO);
        assertThat(sent("identity", HELLO)).isEqualTo(HELLO);
        assertThat(sent("aws-chunked", HELLO)).isEqualTo(HELLO);
        assertThat(sent("deflate", deflate(false, HELLO))).isEqualTo(HELLO);
        assertThat(sent("deflate", deflate(true, HELLO))).as("without its wrapping").isEqualTo(HELLO);
        assertThat(sent("gzip", new byte[0])).isEmpty();
        assertThat(asked.getFirst()).contains("Accept-Encoding: identity");
    }

    @Test
    void otherCodingsAreNamed() throws IOException {
        for (String coding : List.of("br", "zstd", "compress")) {
            EgressException refused = refusal(coding, HELLO);
            assertThat(refused.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(refused).hasMessageContaining("content encoding " + coding).hasMessageContaining("gzip");
        }
        assertThat(refusal("gzip", HELLO)).hasMessageContaining("in gzip, but its answer is damaged");
        byte[] half = gzip(new byte[50_000]);
        assertThat(refusal("gzip", Arrays.copyOf(half, half.length / 2)).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(refusal("gzip,gzip,gzip,gzip", HELLO)).hasMessageContaining("too many");
    }

    @Test
    void aBombEndsAtTheLimitOfItsKind() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 90; i++) {
                out.write(zeros);
            }
        }
        assertThat(bomb.size()).isLessThan(100_000);
        List<Integer> written = new ArrayList<>();
        answers = List.of(answer("200 OK\r\nContent-Encoding: gzip", bomb.toByteArray()));
        EgressException refused = catchThrowableOfType(EgressException.class,
                () -> client.get(base + "/x", 100_000, new OutputStream() {
                    @Override
                    public void write(int one) {
                        written.add(one);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        written.add(length);
                    }
                }));
        assertThat(refused.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(written.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(100_000);
        // Much that becomes nothing is too large as well.
        ByteArrayOutputStream nothing = new ByteArrayOutputStream();
        byte[] member = gzip(new byte[0]);
        while (nothing.size() <= 2_000_000) {
            nothing.writeBytes(member);
        }
        answers = List.of(answer("200 OK\r\nContent-Encoding: gzip", nothing.toByteArray()));
        assertThat(catchThrowableOfType(EgressException.class,
                () -> client.get(base + "/x", 100_000_000, OutputStream.nullOutputStream())).kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    /** Each layer makes a thousand times as much, and the last nothing at all: no reader would ever come back to its clock. */
    @Test
    @Timeout(60)
    void everyLayerOfABombIsBounded() throws IOException {
        byte[] block = {0, 0, 0, (byte) 0xff, (byte) 0xff};
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        blocks.writeBytes(new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
        while (blocks.size() < 40_000_000) {
            blocks.writeBytes(block);
        }
        byte[] bomb = gzip(gzip(blocks.toByteArray()));
        assertThat(bomb.length).isLessThan(10_000);
        assertThat(refusal("gzip, gzip, gzip", bomb).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void severalMembersAreOneFile() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(gzip("one ".getBytes(StandardCharsets.UTF_8)));
        both.writeBytes(gzip(new byte[0]));
        both.writeBytes(gzip("two".getBytes(StandardCharsets.UTF_8)));
        answers = List.of(answer("200 OK\r\nContent-Encoding: gzip", both.toByteArray()));
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        client.get(base + "/x", 100, got);
        assertThat(got).hasToString("one two");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(boolean naked, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new DeflaterOutputStream(out, new Deflater(6, naked))) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }
}
