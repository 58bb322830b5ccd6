package dev.likeness.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;

import dev.likeness.common.StartRefusedException;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.StoreUnavailableException;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.TestUrls;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Against an S3 service in this process, over a network that fails when the test says so. */
@Timeout(120)
class S3ObjectStoreTests {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final int LARGE = 12_000_001;

    @TempDir
    static Path folder;

    private static S3Server server;
    private FaultyLink link;
    private Duration patience = Duration.ofSeconds(20);
    private S3ObjectStore store;

    @BeforeAll
    static void serve() throws Exception {
        server = new S3Server(Files.createDirectory(folder.resolve("s3")));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        link = new FaultyLink(server.port());
        store = S3Clients.store(server.settings(link.port(), false, patience), CLOCK);
        store.check();
    }

    @AfterEach
    void disconnect() throws IOException {
        store.close();
        link.close();
    }

    @Test
    void findsWhatWasPutWithSizeAndChecksum() throws IOException {
        StoredObject put = store.put("agents/A1/model.imx", "hello".getBytes(), "application/octet-stream");
        assertThat(put).isEqualTo(new StoredObject("agents/A1/model.imx", 5, HELLO, "application/octet-stream", NOW));
        assertThat(store.find("agents/A1/model.imx")).contains(put);
        assertThat(read("agents/A1/model.imx", 0, 5)).isEqualTo("hello");
        assertThat(store.find("agents/A1")).isEmpty();
        assertThat(store.put("empty", new byte[0], "text/plain").size()).isZero();
        assertThat(store.find("empty").orElseThrow().size()).isZero();
    }

    @Test
    void readsPartsAndRefusesPartsOutside() throws IOException {
        store.put("a", "hello".getBytes(), "text/plain");
        assertThat(read("a", 1, 3)).isEqualTo("ell");
        assertThat(read("a", 5, 0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", 1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", 6, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("a", Long.MAX_VALUE, Long.MAX_VALUE));
        for (long length : new long[]{0, 1}) {
            assertThatThrownBy(() -> store.open("never", 0, length)).isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(NoSuchFileException.class);
        }
        assertThatThrownBy(() -> store.open("not a key", 0, 1)).isInstanceOf(UncheckedIOException.class);
        assertThat(store.find("not a key")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.put("../a", new byte[0], "text/plain"));
    }

    @Test
    void deletesOneOrAllBelowAndLists() {
        for (String key : List.of("d/b", "d/c/d", "db", "e")) {
            store.put(key, key.getBytes(), "text/plain");
        }
        List<String> keys = new ArrayList<>();
        store.list("d", listed -> {
            keys.add(listed.key());
            assertThat(listed.stored()).isAfter(Instant.EPOCH);
        });
        assertThat(keys).containsExactlyInAnyOrder("d/b", "d/c/d");
        store.delete("e");
        store.delete("e");
        assertThat(store.find("e")).isEmpty();
        store.deleteAll("d/");
        assertThat(Stream.of("d/b", "d/c/d")).allMatch(key -> store.find(key).isEmpty());
        assertThat(store.find("db")).isPresent();
        store.deleteAll("never/there");
    }

    @Test
    void aLargeFileGoesInPartsAndComesBackWhole() throws IOException {
        Path file = large();
        StoredObject put = store.put("large", file, "application/octet-stream");
        assertThat(put.size()).isEqualTo(LARGE);
        assertThat(store.find("large")).contains(put);
        try (InputStream in = store.open("large", 0, LARGE); InputStream same = Files.newInputStream(file)) {
            assertThat(in.readAllBytes()).isEqualTo(same.readAllBytes());
        }
    }

    @Test
    void aFileOfManyGigabytesHasAtMostTenThousandParts() throws IOException {
        Path sparse = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(30_000_000);
        }
        S3Upload upload = S3Upload.of(sparse, 1000);
        assertThat(upload.parts()).hasSize(10_000).last()
                .satisfies(part -> assertThat(part.offset() + part.length()).isEqualTo(30_000_000));
    }

    @Test
    void aPassing503OrBrokenConnectionIsNotNoticed() throws IOException {
        for (FaultyLink.Fault fault : List.of(FaultyLink.Fault.UNAVAILABLE, FaultyLink.Fault.REFUSE)) {
            reconnect();
            link.fail(fault, 1);
            store.put("retried", "hello".getBytes(), "text/plain");
            reconnect();
            link.fail(fault, 1);
            assertThat(read("retried", 0, 5)).isEqualTo("hello");
        }
    }

    @Test
    void aLasting503SaysThatTheStoreIsAwayAndLosesNothing() throws IOException {
        store.put("kept", "hello".getBytes(), "text/plain");
        reconnect();
        link.fail(FaultyLink.Fault.UNAVAILABLE, 100);
        assertThatThrownBy(() -> store.put("kept", "goodbye".getBytes(), "text/plain"))
                .isInstanceOf(StoreUnavailableException.class).hasMessage("The object store answered 503 to: put kept");
        assertThatThrownBy(() -> store.find("kept")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.open("kept", 0, 1)).isInstanceOf(StoreUnavailableException.class);
        link.fail(FaultyLink.Fault.UNAVAILABLE, 0);
        assertThat(read("kept", 0, 5)).isEqualTo("hello");
    }

    @Test
    void silenceEndsAtTheTimeout() throws IOException {
        patience = Duration.ofSeconds(1);
        reconnect();
        link.fail(FaultyLink.Fault.SILENCE, 100);
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreUnavailableException.class)
                .hasMessage("The object store could not be reached to: find a");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aDownloadThatBreaksIsTakenUpWhereItBroke() throws IOException {
        Path file = large();
        store.put("broken", file, "application/octet-stream");
        reconnect();
        link.fail(FaultyLink.Fault.CUT, 3, 3_000_000);
        try (InputStream in = store.open("broken", 0, LARGE); InputStream same = Files.newInputStream(file)) {
            assertThat(in.readAllBytes()).isEqualTo(same.readAllBytes());
        }
        assertThat(link.connections.get()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aDownloadThatOnlyBreaksIsAnErrorAndNotAShortAnswer() throws IOException {
        store.put("hopeless", large(), "application/octet-stream");
        reconnect();
        link.fail(FaultyLink.Fault.CUT, 1, 100_000);
        try (InputStream in = store.open("hopeless", 0, LARGE)) {
            link.fail(FaultyLink.Fault.REFUSE, 1000);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDownloadNeverMixesTwoVersions() throws IOException {
        store.put("replaced", large(), "application/octet-stream");
        reconnect();
        link.fail(FaultyLink.Fault.CUT, 1, 3_000_000);
        try (InputStream in = store.open("replaced", 0, LARGE)) {
            in.readNBytes(1000);
            store.put("replaced", new byte[LARGE], "application/octet-stream");
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class)
                    .hasMessageContaining("was replaced while it was read");
        }
    }

    @Test
    void anUploadThatFailsLeavesTheOldObject() throws IOException {
        store.put("old", "hello".getBytes(), "text/plain");
        reconnect();
        Path file = large();
        link.fail(FaultyLink.Fault.REFUSE, 100);
        assertThatThrownBy(() -> store.put("old", file, "text/plain")).isInstanceOf(StoreUnavailableException.class);
        link.fail(FaultyLink.Fault.REFUSE, 0);
        assertThat(read("old", 0, 5)).isEqualTo("hello");
    }

    @Test
    void theAnswerToTheLastCallOfAnUploadMayBeLost() throws IOException {
        reconnect();
        link.loseAnswerTo("POST /" + S3Server.BUCKET + "/likeness/unanswered?uploadId=");
        StoredObject put = store.put("unanswered", large(), "application/octet-stream");
        assertThat(link.isWaiting()).isFalse();
        assertThat(store.find("unanswered")).contains(put);
    }

    @Test
    void theSweepGivesUpPartsOfUploadsThatBeganLongAgo() {
        S3Settings settings = server.settings(server.port(), false, patience);
        try (S3Client raw = S3Clients.client(settings);
                S3ObjectStore today = S3Clients.store(settings, Clock.systemUTC());
                S3ObjectStore later = S3Clients.store(settings,
                        Clock.offset(Clock.systemUTC(), Duration.ofHours(49)))) {
            String id = raw.createMultipartUpload(
                    request -> request.bucket(S3Server.BUCKET).key("likeness/left")).uploadId();
            raw.uploadPart(request -> request.bucket(S3Server.BUCKET).key("likeness/left").uploadId(id).partNumber(1),
                    RequestBody.fromBytes("half".getBytes()));
            today.sweep();
            assertThat(uploads(raw)).contains(id);
            later.sweep();
            assertThat(uploads(raw)).doesNotContain(id);
        }
    }

    private static List<String> uploads(S3Client raw) {
        return raw.listMultipartUploads(request -> request.bucket(S3Server.BUCKET)).uploads().stream()
                .map(MultipartUpload::uploadId).toList();
    }

    @Test
    void presignedUrlsServeGetAndRangeWithTheNameOfTheFile() throws Exception {
        try (S3ObjectStore direct = S3Clients.store(server.settings(server.port(), true, patience), CLOCK);
                HttpClient http = HttpClient.newHttpClient()) {
            direct.put("private/a", "hello".getBytes(), "text/plain");
            SignedUrls urls = TestUrls.at("http://localhost", direct, CLOCK);
            URI url = urls.sign("private/a", "Zoë.imx", Duration.ofHours(1));
            assertThat(url.getPort()).isEqualTo(server.port());
            HttpResponse<String> whole = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo("hello");
            assertThat(whole.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"Zo_.imx\"; filename*=UTF-8''Zo%C3%AB.imx");
            HttpResponse<String> part = http.send(HttpRequest.newBuilder(url).header("Range", "bytes=1-3").build(),
                    BodyHandlers.ofString());
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("ell");
            URI altered = URI.create(url.toString().replace("private/a", "private/b"));
            assertThat(http.send(HttpRequest.newBuilder(altered).build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(store.presign("private/a", "a", Duration.ofHours(1))).isEmpty();
    }

    @Test
    void aMissingBucketRefusesTheStartAndAnAbsentServiceDoesNot() throws IOException {
        S3Settings good = server.settings(server.port(), false, patience);
        S3Settings none = new S3Settings(good.endpoint(), "us-east-1", "nothere", "", good.accessKey(),
                good.secretKey(), true, false, good.partSize(), good.connectTimeout(), good.timeout());
        try (S3ObjectStore wrong = S3Clients.store(none, CLOCK)) {
            assertThatThrownBy(wrong::check).isInstanceOf(StartRefusedException.class)
                    .hasMessage("The S3 bucket 'nothere' does not exist.");
        }
        reconnect();
        link.fail(FaultyLink.Fault.REFUSE, 100);
        store.check();
    }

    @Test
    void anObjectOfSomebodyElseIsNotThere() throws Exception {
        Files.write(folder.resolve("s3/" + S3Server.BUCKET + "/likeness/foreign"),
                "x".getBytes(StandardCharsets.US_ASCII));
        assertThat(store.find("foreign")).isEmpty();
    }

    /** Kept connections would hide the next fault. */
    private void reconnect() throws IOException {
        disconnect();
        connect();
        store.close();
        store = S3Clients.store(server.settings(link.port(), false, patience), CLOCK);
    }

    private static Path large() throws IOException {
        Path file = folder.resolve("large");
        byte[] bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private String read(String key, long offset, long length) throws IOException {
        try (InputStream in = store.open(key, offset, length)) {
            return new String(in.readAllBytes());
        }
    }
}
