package dev.likeness.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The installed Chromium without a window, driven by its own protocol: what these tests need of it is a page of code, where
 * a driver would be 20 to 200 MB.
 */
public final class Chromium implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SECONDS = 90;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

    private Chromium(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), new Listener())
                .orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** Skips the test with a reason where there is no browser. */
    public static Chromium open(String... arguments) throws IOException {
        String program = program();
        Assumptions.assumeTrue(program != null, "Chromium is not installed, which src/test/browser/install.sh does");
        Path profile = Files.createTempDirectory("likeness-chromium");
        List<String> command = new ArrayList<>(List.of(String.valueOf(program), "--headless=new", "--no-sandbox",
                "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String address = address(process.errorReader());
        if (address == null) {
            process.destroyForcibly();
            FileSystemUtils.deleteRecursively(profile);
            Assumptions.abort("Chromium does not start on this machine");
        }
        return new Chromium(process, profile, String.valueOf(address));
    }

    /** One of the scripts that run before a page's own. */
    public static String script(String name) throws IOException {
        try (InputStream script = Chromium.class.getResourceAsStream("/browser/" + name)) {
            return new String(Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static @Nullable String program() {
        String told = System.getProperty("likeness.chromium");
        if (told != null) {
            return told;
        }
        List<String> folders = List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator));
        return Stream.of("chromium", "chromium-browser", "google-chrome").flatMap(
                name -> folders.stream().map(folder -> Path.of(folder, name))).filter(Files::isExecutable)
                .map(Path::toString).findFirst().orElse(null);
    }

    private static @Nullable String address(BufferedReader errors) throws IOException {
        String told = "DevTools listening on ";
        String line = errors.readLine();
        while (line != null && !line.startsWith(told)) {
            line = errors.readLine();
        }
        Thread.ofVirtual().start(() -> drain(errors));
        return line == null ? null : line.substring(told.length());
    }

    /** So that it does not stand still because nobody reads what it says. */
    private static void drain(BufferedReader errors) {
        try {
            while (errors.readLine() != null) {
                // Not wanted.
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** All of its processes. */
    public Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** A new window, so that nothing covers it. */
    public BrowserPage page(int width, int height) {
        JsonNode target = ask(null, "Target.createTarget", Map.of("url", "about:blank", "newWindow", true));
        BrowserPage page = attach(target.path("targetId").asString());
        page.ask("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return page;
    }

    /** The frame of another site that a page has come by since {@link BrowserPage#watchFrames}; it stands still. */
    public BrowserPage frame() throws InterruptedException {
        String session = frames.poll(SECONDS, TimeUnit.SECONDS);
        return new BrowserPage(this, Objects.requireNonNull(session, "there is no frame"));
    }

    private BrowserPage attach(String target) {
        return new BrowserPage(this, ask(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId").asString());
    }

    JsonNode ask(@Nullable String session, String method, Map<String, Object> parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> message = new HashMap<>(
                Map.of("id", id, "method", method, "params", parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        synchronized (socket) {
            socket.sendText(JSON.writeValueAsString(message), true).join();
        }
        JsonNode said = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try {
            FileSystemUtils.deleteRecursively(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt(0));
                if (answer != null) {
                    answer.complete(message);
                } else if (message.path("method").asString("").equals("Target.attachedToTarget")
                        && message.at("/params/targetInfo/type").asString("").equals("iframe")) {
                    frames.add(message.at("/params/sessionId").asString());
                }
            }
            from.request(1);
            return null;
        }
    }
}
