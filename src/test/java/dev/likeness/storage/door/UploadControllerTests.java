package dev.likeness.storage.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import dev.likeness.common.ApiException;
import dev.likeness.common.InstallationClock;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUploads;
import dev.likeness.storage.TestUrls;
import dev.likeness.storage.disk.DiskStore;
import dev.likeness.storage.disk.UploadFolder;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Signed URLs that take a PUT. */
class UploadControllerTests {

    private static final String KEY = "accounts/1/jobs/portrait";

    @TempDir
    private Path folder;

    /** Stands still, since seconds count here. */
    private final InstallationClock clock = new InstallationClock(
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
    private ObjectStore store;
    private SignedUploads uploads;
    private MockMvc mvc;

    @BeforeEach
    void open() {
        store = DiskStore.in(folder.resolve("objects"), clock);
        uploads = TestUrls.uploads(TestUrls.at("http://localhost", store, clock));
        mvc = MockMvcBuilders
                .standaloneSetup(new UploadController(uploads, new UploadIntake(store, new UploadFolder(folder))))
                .setControllerAdvice(new ObjectControllerTests.Advice()).build();
    }

    private String url() {
        return uploads.sign(KEY, "image/png", 10, Duration.ofSeconds(60)).toString();
    }

    private MockHttpServletResponse send(String url, String body) throws Exception {
        MockHttpServletResponse answer = mvc.perform(put(URI.create(url)).content(body.getBytes())).andReturn()
                .getResponse();
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
        return answer;
    }

    @Test
    void keepsWhatIsSentUnderTheSignedKeyAndType() throws Exception {
        assertThat(send(url(), "0123456789").getStatus()).isEqualTo(200);
        assertThat(store.find(KEY)).hasValueSatisfying(kept -> {
            assertThat(kept.size()).isEqualTo(10);
            assertThat(kept.contentType()).isEqualTo("image/png");
        });
    }

    @ParameterizedTest
    @CsvSource({"gzip,415", "br,415", "'identity,gzip',415", "identity,200", "utf-8,200", "'',200"})
    void whatIsCompressedOnItsWayWouldBeKeptSo(String coding, int status) throws Exception {
        MockHttpServletResponse answer = mvc
                .perform(put(URI.create(url())).header("Content-Encoding", (Object[]) coding.split(","))
                        .content("hello".getBytes()))
                .andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeader("Accept-Encoding")).isEqualTo(status == 415 ? "identity" : null);
        assertThat(store.find(KEY).isPresent()).isEqualTo(status == 200);
    }

    @Test
    void aUrlEndsWhenItExpires() throws Exception {
        String url = url();
        clock.offset(Duration.ofSeconds(58));
        assertThat(send(url, "hello").getStatus()).isEqualTo(200);
        clock.offset(Duration.ofSeconds(60));
        MockHttpServletResponse late = send(url, "goodbye");
        assertThat(late.getStatus()).isEqualTo(403);
        assertThat(late.getContentAsString()).isEqualTo("FORBIDDEN");
        assertThat(store.find(KEY).orElseThrow().size()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"limit=10,limit=99", "type=image/png,type=text/html", "jobs/portrait,jobs/video",
            "&expires=,&expires=9", "&signature=,&signature=x", "&signature=,&nothing="})
    void nothingOfAUrlMayBeAltered(String part, String other) throws Exception {
        String url = url().replace("image%2Fpng", "image/png");
        assertThat(url).contains(part);
        assertThat(send(url.replace(part, other), "hello").getStatus()).isEqualTo(403);
        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void aPathThatNamesNoObjectIsNotFound() throws Exception {
        assertThat(send("/uploads", "hello").getStatus()).isEqualTo(404);
    }

    @Test
    void aBodyOverTheLimitOrCutOffIsNotKept() throws Exception {
        assertThat(send(url(), "0123456789x").getStatus()).isEqualTo(413);
        UploadIntake intake = new UploadIntake(store, new UploadFolder(folder));
        for (long announced : new long[]{9, -1}) {
            byte[] body = (announced < 0 ? "01234567890" : "0123").getBytes();
            assertThatExceptionOfType(ApiException.class).isThrownBy(
                    () -> intake.keep(KEY, "image/png", 10, announced, new ByteArrayInputStream(body)));
        }
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
        assertThat(store.find(KEY)).isEmpty();
    }
}
