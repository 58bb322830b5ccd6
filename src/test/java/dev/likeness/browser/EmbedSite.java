package dev.likeness.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The embed page with its assets, an avatar file and somebody else's page that shows it; the room is {@code room.js}. */
final class EmbedSite implements AutoCloseable {

    /** Of the page: nothing runs that is not a file of this server. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self' blob:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors ";
    private static final String SHOP = """
            <!doctype html><title>shop</title><link rel="icon" href="data:,"><h1>A shop</h1>
            <iframe src="%s/embed/A1?%s" width="400" height="560" allow="autoplay; microphone"></iframe>
            """;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript", "css", "text/css", "html",
            "text/html; charset=utf-8", "svg", "image/svg+xml");
    private static final String WIDE = """
            <svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><circle cx="160" cy="90" r="80"/></svg>
            """;

    private final HttpServer server;
    private final byte[] avatar;
    private volatile String ancestors = "'self'";
    final List<String> ranges = new CopyOnWriteArrayList<>();

    EmbedSite() throws IOException {
        avatar = new GZIPInputStream(resource("/avatars/first-engine.imx.gz")).readAllBytes();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same server as another site. */
    String elsewhere() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void allow(String origins) {
        ancestors = origins;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith(".imx")) {
            avatar(exchange, path);
        } else if (path.equals("/wide.svg")) {
            send(exchange, "svg", WIDE.getBytes(StandardCharsets.UTF_8));
        } else if (path.startsWith("/embed/")) {
            embed(exchange, path.substring("/embed/".length()).replaceFirst("^assets/", ""));
        } else {
            send(exchange, "html",
                    SHOP.formatted(address(), exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void embed(HttpExchange exchange, String name) throws IOException {
        if (name.contains(".")) {
            try (InputStream asset = resource("/embed/" + name)) {
                send(exchange, name.substring(name.lastIndexOf('.') + 1), asset.readAllBytes());
            }
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY + ancestors);
        try (InputStream page = resource("/embed/index.html")) {
            send(exchange, "html", new String(page.readAllBytes(), StandardCharsets.UTF_8).replace("{{code}}", name)
                    .replace("{{name}}", "Ada").replace("{{token}}", "secret")
                    .replace("{{poster}}", "wide".equals(exchange.getRequestURI().getQuery()) ? "/wide.svg" : "")
                    .replaceAll("\\{\\{\\w+}}", "")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The avatar by parts; {@code /altered-N.imx} is the same with byte N changed. */
    private void avatar(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = avatar;
        if (path.startsWith("/altered-")) {
            bytes = avatar.clone();
            bytes[Integer.parseInt(path.replaceAll("\\D", ""))] ^= 1;
        }
        String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
        ranges.add(range);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        Matcher asked = RANGE.matcher(range);
        if (path.startsWith("/whole") || !asked.matches()) {
            send(exchange, "imx", bytes);
            return;
        }
        int from = Integer.parseInt(asked.group(1));
        int to = Math.min(bytes.length, Integer.parseInt(asked.group(2)) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
        exchange.sendResponseHeaders(206, to - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, to));
        exchange.close();
    }

    private static void send(HttpExchange exchange, String kind, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(kind, "application/octet-stream"));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static InputStream resource(String name) {
        InputStream resource = EmbedSite.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("no resource " + name);
        }
        return resource;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
