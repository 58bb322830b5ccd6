package dev.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.likeness.account.AccountDeleted;
import dev.likeness.file.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Every row of CONTRACT 6, over HTTP. */
@WholeServer
class FileUploadTests {

    private static final byte[] PNG = Samples.picture("png", 8, 6);

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationEventPublisher events;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private PlatformTransactionManager transactions;

    private Client client;
    private HttpServer elsewhere;
    private String site;

    @BeforeEach
    void connect() throws IOException {
        client = Client.ofNewAccount("http://localhost:" + port, "pro", 0);
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        elsewhere.createContext("/", this::serve);
        elsewhere.start();
        site = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        elsewhere.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/photo.png", "/photo", "/image.php", "/photo.jpg", "/film.mp4" -> send(exchange, 200, PNG);
            case "/nowhere" -> exchange.sendResponseHeaders(302, -1);
            case "/unchanged" -> exchange.sendResponseHeaders(304, -1);
            case "/broken" -> send(exchange, 500, PNG);
            case "/loop" -> {
                exchange.getResponseHeaders().set("Location", "/loop");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/none" -> exchange.sendResponseHeaders(204, -1);
            case "/empty" -> send(exchange, 200, new byte[0]);
            case "/away" -> {
                exchange.getResponseHeaders().set("Location", "http://10.0.0.1/x.png");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/moved" -> {
                exchange.getResponseHeaders().set("Location", "/photo.png");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/endless.png" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(PNG);
                for (int i = 0; i < 20_000; i++) {
                    exchange.getResponseBody().write(new byte[10_000]);
                }
            }
            case "/page.png" -> send(exchange, 200, "<html><script>alert(1)</script></html>".getBytes());
            default -> {
                if (path.startsWith("/sized/")) {
                    sized(exchange, path.split("/")[2], Integer.parseInt(path.split("/")[3]));
                } else {
                    send(exchange, 404, new byte[]{'x'});
                }
            }
        }
        exchange.close();
    }

    /** A sample with blanks behind it, whose length is not told before. */
    private static void sized(HttpExchange exchange, String name, int size) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] sample = Samples.all().get(name);
        exchange.getResponseBody().write(sample);
        byte[] blanks = new byte[1 << 16];
        for (int left = size - sample.length; left > 0; left -= blanks.length) {
            exchange.getResponseBody().write(blanks, 0, Math.min(left, blanks.length));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private Client.Answer byUrl(String url, String... more) {
        return client.post("/v1/files/upload", "{\"file_url\":\"" + url + "\"" + String.join("", more) + "}");
    }

    private Client.Answer byBytes(byte[] bytes, String name, String type) {
        return client.post("/v1/files/upload", "{\"file_data\":\"" + Base64.getEncoder().encodeToString(bytes)
                + "\",\"file_name\":\"" + name + "\",\"file_type\":\"" + type + "\"}");
    }

    private static void assertRefused(Client.Answer answer, int status, String code) {
        assertThat(answer.body().at("/error/code").asString()).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void takesAFileByUrlAndServesItUnderAUrlThatCannotBeGuessed() {
        Client.Answer answer = byUrl(site + "/photo.png");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/success").booleanValue()).isTrue();
        assertThat(answer.body().at("/message").asString()).isEqualTo("File uploaded successfully");
        JsonNode data = answer.body().at("/data");
        assertThat(data.at("/original_source").asString()).isEqualTo(site + "/photo.png");
        assertThat(data.at("/file_type").asString()).isEqualTo("image");
        assertThat(data.at("/file_size").asInt()).isEqualTo(PNG.length);
        assertThat(data.at("/mime_type").asString()).isEqualTo("image/png");
        assertThat(data.at("/asset_category").asString()).isEqualTo("images");
        assertThat(Instant.parse(data.at("/uploaded_at").asString())).isAfter(Instant.EPOCH);
        String url = data.at("/file_url").asString();
        assertThat(url).matches("http://localhost:" + port + "/public/files/[0-9a-f]{32}/photo\\.png");
        HttpResponse<byte[]> file = client.bytes("GET", url);
        assertThat(file.body()).isEqualTo(PNG);
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("inline; filename=\"photo.png\"");
        assertThat(client.bytes("HEAD", url).headers().firstValue("Content-Length")).contains("" + PNG.length);
        assertThat(client.bytes("GET", url, "Range", "bytes=1-3").body()).isEqualTo("PNG".getBytes());
        assertThat(byUrl(site + "/photo.png").body().at("/data/file_url").asString()).isNotEqualTo(url);
    }

    @Test
    void takesEveryTypeAsBase64() {
        Map<String, String> folders = Map.of("image", "images", "video", "videos", "audio", "audio", "document",
                "docs");
        Samples.all().forEach((name, bytes) -> {
            Client.Answer answer = byBytes(bytes, name, "auto");
            assertThat(answer.status()).as(name + " " + answer.body()).isEqualTo(200);
            JsonNode data = answer.body().at("/data");
            assertThat(data.at("/original_source").asString()).isEqualTo(name);
            assertThat(data.at("/asset_category").asString())
                    .isEqualTo(folders.get(data.at("/file_type").asString()));
            HttpResponse<byte[]> file = client.bytes("GET", data.at("/file_url").asString());
            assertThat(file.body()).isEqualTo(bytes);
            assertThat(file.headers().firstValue("Content-Type").orElse("")).as(name)
                    .startsWith(data.at("/mime_type").asString());
            boolean document = data.at("/file_type").asString().equals("document");
            assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith(document ? "attachment" : "inline");
        });
    }

    @ParameterizedTest
    @CsvSource({"{}, MISSING_PARAM, file_url", "'', MISSING_PARAM, file_url",
            "'{\"file_url\":\"\"}', MISSING_PARAM, file_url", "'{\"file_url\":null}', MISSING_PARAM, file_url",
            "'{\"file_name\":\"a.png\"}', MISSING_PARAM, file_url",
            "'{\"file_data\":\"aGVsbG8=\"}', MISSING_PARAM, file_name",
            "'{\"file_data\":\"\",\"file_name\":\"a\"}', MISSING_PARAM, file_url",
            "'{\"file_data\":\"no base 64!\",\"file_name\":\"a\"}', VALIDATION_ERROR, file_data",
            "'{\"file_data\":7,\"file_name\":\"a\"}', VALIDATION_ERROR, file_data",
            "'{\"file_data\":\"aGVsbG8=\",\"file_name\":7}', VALIDATION_ERROR, file_name",
            "'{\"file_url\":7}', VALIDATION_ERROR, file_url",
            "'{\"file_url\":\"http://127.0.0.1:1/\",\"file_type\":\"movie\"}', VALIDATION_ERROR, file_type",
            "'{\"file_url\":\"http://x/\",\"file_data\":\"aGVs\",\"file_name\":\"a\"}', VALIDATION_ERROR, file_data"})
    void saysWhichFieldIsMissingOrWrong(String body, String code, String field) {
        Client.Answer answer = client.post("/v1/files/upload", body);
        assertRefused(answer, 400, code);
        assertThat(answer.body().at("/error/details/0/field").asString()).isEqualTo(field);
    }

    @Test
    void needsASecretAndAJsonObject() {
        assertRefused(new Client("http://localhost:" + port, "").post("/v1/files/upload", "{}"), 401, "MISSING_AUTH");
        assertRefused(client.post("/v1/files/upload", "[]"), 400, "VALIDATION_ERROR");
        assertRefused(client.post("/v1/files/upload", "{\"file_data\":\"aGVs"), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gone", "/broken", "/unchanged", "/nowhere", "/loop", "/none", "/empty", "/away",
            "http://10.0.0.1/x.png", "http://169.254.169.254/",
            "http://[fd00::1]/", "ftp://127.0.0.1/x", "file:///etc/passwd", "http://a@127.0.0.1/",
            "http://127.0.0.1:1/",
            "http://no-such-host.invalid/x.png", "nonsense", "http://"})
    void whatCannotBeFetchedFailedToDownload(String url) {
        assertRefused(byUrl(url.startsWith("/") ? site + url : url), 400, "DOWNLOAD_FAILED");
    }

    @Test
    void theTypeIsTheBytesAndNotTheName() {
        assertThat(byUrl(site + "/photo").status()).isEqualTo(200);
        assertThat(byUrl(site + "/moved").status()).isEqualTo(200);
        assertThat(byUrl(site + "/image.php").body().at("/data/file_url").asString()).endsWith("/image.png");
        assertThat(byUrl(site + "/photo.jpg").body().at("/data/mime_type").asString()).isEqualTo("image/png");
        assertRefused(byUrl(site + "/film.mp4"), 415, "UNSUPPORTED_TYPE");
        assertRefused(byUrl(site + "/photo.png", ",\"file_type\":\"video\""), 415, "UNSUPPORTED_TYPE");
        assertRefused(byUrl(site + "/page.png"), 415, "UNSUPPORTED_TYPE");
        assertRefused(byBytes(PNG, "a.pdf", "auto"), 415, "UNSUPPORTED_TYPE");
        assertRefused(byBytes(PNG, "a.png", "pdf"), 415, "UNSUPPORTED_TYPE");
        assertThat(byBytes("%PDF-1.7\n".getBytes(), "a", "pdf").status()).isEqualTo(200);
        assertThat(byBytes("hello".getBytes(), "a.txt", "document").status()).isEqualTo(200);
        assertThat(byBytes(PNG, "a.jpg", "IMAGE").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg'/>", "<html></html>", "<?xml version='1.0'?><a/>",
            "#!/bin/sh", "PK\3\4nothing", "MZ\0\0"})
    void activeContentArchivesAndUnknownBytesAreNotTaken(String text) {
        for (String name : new String[]{"a.png", "a.txt", "a"}) {
            assertRefused(byBytes(text.getBytes(), name, "auto"), 415, "UNSUPPORTED_TYPE");
        }
    }

    @Test
    void refusalsSayWhatToDo() {
        for (String[] one : new String[][]{{"<p>T</p>", "README.md", "looks like HTML"},
                {"имя,цена\n", "t.csv", "save it as UTF-8"}}) {
            Client.Answer answer = byBytes(one[0].repeat(50).getBytes(Charset.forName("windows-1251")), one[1], "auto");
            assertRefused(answer, 415, "UNSUPPORTED_TYPE");
            assertThat(answer.body().at("/error/message").asString()).contains(one[2]);
        }
        assertThat(byBytes(PNG, "a.pdf", "auto").body().at("/error/message").asString())
                .isEqualTo("The file is image/png, but its name ends in .pdf: name it .png");
        assertThat(byBytes(PNG, "a.png", "audio").body().at("/error/message").asString())
                .isEqualTo("The file is an image, not an audio file: send file_type image, or leave it out");
    }

    @Test
    void limitsHoldWhileTheFileArrives() throws IOException {
        assertRefused(byUrl(site + "/endless.png"), 413, "FILE_TOO_LARGE");
        int megabyte = 1 << 20;
        Client.Answer picture = byBytes(Samples.bytes("", PNG, new byte[10 * megabyte]), "a.png", "auto");
        assertRefused(picture, 413, "FILE_TOO_LARGE");
        // In the words of the reader of the body, so it never became a file of that size.
        assertThat(picture.body().at("/error/message").asString()).isEqualTo("file_data must have at most 10 MB");
        assertRefused(byBytes(Samples.bytes("", Samples.all().get("film.mp4"), new byte[10 * megabyte]), "a.mp4",
                "image"), 413, "FILE_TOO_LARGE");
        byte[] text = new byte[10 * megabyte + 1];
        Arrays.fill(text, (byte) 'a');
        assertRefused(byBytes(text, "a.txt", "auto"), 413, "FILE_TOO_LARGE");
        assertThat(byBytes(Arrays.copyOf(text, 10 * megabyte), "a.txt", "auto").status()).isEqualTo(200);
        byte[] sound = Samples.bytes("", Samples.wav(), new byte[50 * megabyte]);
        assertRefused(byBytes(sound, "a.wav", "auto"), 413, "FILE_TOO_LARGE");
        assertThat(byBytes(Arrays.copyOf(sound, 20 * megabyte), "a.wav", "auto").status()).isEqualTo(200);
        assertRefused(byBytes(Samples.hugePng(8000, 5001), "a.png", "auto"), 413, "FILE_TOO_LARGE");
        assertThat(byBytes(Samples.hugePng(8000, 5000), "a.png", "auto").status()).isEqualTo(200);
        // The answer may be here before its request is over and gives the file up.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            try (Stream<Path> left = Files.list(Path.of("target/whole-server/uploads"))) {
                assertThat(left).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"photo.jpg,10", "photo.gif,10", "film.mp4,100", "film.webm,100", "voice.wav,50", "voice.mp3,50",
            "paper.pdf,10", "paper.doc,10"})
    void eachKindHasItsLimitToTheByte(String name, int megabytes) {
        int most = megabytes << 20;
        assertRefused(byUrl(site + "/sized/" + name + "/" + (most + 1)), 413, "FILE_TOO_LARGE");
        Client.Answer whole = byUrl(site + "/sized/" + name + "/" + most);
        assertThat(whole.status()).as(whole.body().toString()).isEqualTo(200);
        assertThat(whole.body().at("/data/file_size").asInt()).isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"photo.png,auto,image,images", "photo.png,image,image,images", "film.mp4,video,video,videos",
            "voice.wav,audio,audio,audio", "paper.pdf,document,document,docs", "paper.pdf,pdf,document,docs",
            "paper.docx,pdf,document,docs", "table.csv,'',document,docs", "notes.txt,Document,document,docs"})
    void theDeclaredTypeIsOneOfTheContracts(String name, String declared, String type, String category) {
        JsonNode data = byBytes(Samples.all().get(name), name, declared).body().get("data");
        assertThat(data.at("/file_type").asString()).isEqualTo(type);
        assertThat(data.at("/asset_category").asString()).isEqualTo(category);
        assertThat(data.propertyNames()).containsExactlyInAnyOrder("file_url", "original_source", "file_type",
                "file_size", "mime_type", "asset_category", "uploaded_at");
    }

    @Test
    void formsAndDataUrisAreTakenToo() {
        Client.Answer form = client.postAs("application/x-www-form-urlencoded", "/v1/files/upload",
                "file_url=" + site + "/photo.png&file_type=image");
        assertThat(form.body().at("/data/mime_type").asString()).as(form.body().toString()).isEqualTo("image/png");
        String base64 = Base64.getEncoder().encodeToString(PNG);
        form = client.postAs("application/x-www-form-urlencoded", "/v1/files/upload", "file_name=a.png&file_data="
                + java.net.URLEncoder.encode(base64, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(form.body().at("/data/file_size").asInt()).as(form.body().toString()).isEqualTo(PNG.length);
        Client.Answer uri = client.post("/v1/files/upload",
                "{\"file_name\": \"a.png\", \"file_data\": \"data:image/png;base64," + base64 + "\"}");
        assertThat(client.bytes("GET", uri.body().at("/data/file_url").asString()).body()).isEqualTo(PNG);
    }

    @Test
    void ordinaryOperationsTakeNoSuchBodies() {
        assertRefused(client.post("/v1/agent/A00AAA0000", "{\"name\":\"" + "a".repeat(3 << 20) + "\"}"), 413,
                "FILE_TOO_LARGE");
        Client.Answer large = client.post("/v1/agent/generate",
                "{\"model\":\"none\",\"image\":\"" + "A".repeat(3 << 20) + "\"}");
        assertThat(large.status()).isEqualTo(400);
        String picture = "A".repeat(10 << 20).concat("A".repeat(4 << 20));
        assertRefused(client.post("/v1/runtime-tokens/request", "{\"mode\":\"gpu\",\"image\":\"" + picture + "\"}"),
                400, "MISSING_PARAM");
        assertRefused(client.post("/v1/runtime-tokens/request", "{\"image\":\"" + picture + picture + "\"}"), 413,
                "FILE_TOO_LARGE");
    }

    @Test
    void ourOwnUrlsAreReadFromStorageAndNotFetched() {
        String own = byUrl(site + "/photo.png").body().at("/data/file_url").asString();
        client.post("/sandbox/faults", "{\"operation\": \"unsigned\", \"status\": 500, \"times\": 10}");
        try {
            Client.Answer again = byUrl(own);
            assertThat(again.body().at("/data/file_size").asInt()).isEqualTo(PNG.length);
            assertThat(again.body().at("/data/original_source").asString()).isEqualTo(own);
        } finally {
            client.delete("/sandbox/faults");
        }
        assertRefused(byUrl(own.replaceAll("[0-9a-f]{32}", "0".repeat(32))), 400, "DOWNLOAD_FAILED");
    }

    @Test
    void aFileDiesWithItsAccount() {
        String url = byUrl(site + "/photo.png").body().at("/data/file_url").asString();
        Client other = Client.ofNewAccount("http://localhost:" + port, "pro", 0);
        UUID account = UUID.fromString(client.get("/v1/me").body().at("/data/user_id").asString());
        String kept = other.post("/v1/files/upload", "{\"file_url\":\"" + site + "/photo.png\"}").body()
                .at("/data/file_url").asString();
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new AccountDeleted(account));
            status.setRollbackOnly();
        });
        assertThat(client.bytes("GET", url).statusCode()).isEqualTo(200);
        transaction.executeWithoutResult(_ -> events.publishEvent(new AccountDeleted(account)));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(client.bytes("GET", url).statusCode()).isEqualTo(404);
            assertThat(jdbc.sql("select count(*) from uploaded_file where account_id = ?").param(account)
                    .query(Long.class).single()).isZero();
        });
        assertThat(client.bytes("GET", kept).statusCode()).isEqualTo(200);
    }
}
