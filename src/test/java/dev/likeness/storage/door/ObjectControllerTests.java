package dev.likeness.storage.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;

import dev.likeness.common.ApiException;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.TestUrls;
import dev.likeness.storage.disk.DiskStore;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

class ObjectControllerTests {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");
    private static final String KEY = "agents/A91XMB7113/model.imx";
    private static final String BYTES = "0123456789";
    private static final String ETAG = "\"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882\"";

    @TempDir
    Path folder;

    private ObjectStore store;
    private SignedUrls urls;
    private MockMvc mvc;

    /** Stands in for the server's advice. */
    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler
        ResponseEntity<String> refuse(ApiException e) {
            return ResponseEntity.status(e.code().httpStatus()).body(e.code().name());
        }
    }

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        store = DiskStore.in(folder, clock);
        urls = TestUrls.at("http://localhost", store, clock);
        mvc = MockMvcBuilders.standaloneSetup(new ObjectController(store, urls)).setControllerAdvice(new Advice())
                .build();
        store.put(KEY, BYTES.getBytes(), "application/octet-stream");
    }

    @Test
    void whatIsDeletedAfterItWasFoundIsNotThere() throws Exception {
        ObjectStore gone = mock(ObjectStore.class);
        when(gone.find(KEY)).thenReturn(store.find(KEY));
        when(gone.open(KEY, 0, 10)).thenThrow(new UncheckedIOException(new NoSuchFileException(KEY)));
        MockHttpServletResponse answer = MockMvcBuilders.standaloneSetup(new ObjectController(gone, urls))
                .setControllerAdvice(new Advice()).build().perform(get(url())).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).isEqualTo("NOT_FOUND");
        assertThat(answer.getHeaderNames()).doesNotContain("ETag", "Accept-Ranges", "Cache-Control");
    }

    @Test
    void servesTheWholeObjectWithEverythingADownloaderNeeds() throws Exception {
        MockHttpServletResponse answer = ask(get(url()));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).isEqualTo(BYTES);
        assertThat(answer.getContentType()).isEqualTo("application/octet-stream");
        assertThat(answer.getHeader("Content-Length")).isEqualTo("10");
        assertThat(answer.getHeader("ETag")).isEqualTo(ETAG);
        assertThat(answer.getHeader("Last-Modified")).isEqualTo("Sun, 01 Nov 2026 10:00:00 GMT");
        assertThat(answer.getHeader("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"A91XMB7113.imx\"");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void headAnswersLikeGetWithoutTheBytes() throws Exception {
        MockHttpServletResponse answer = ask(head(url()).header("Range", "bytes=0-1"));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Length")).isEqualTo("10");
        assertThat(answer.getHeader("ETag")).isEqualTo(ETAG);
        assertThat(answer.getContentAsByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"bytes=0-0|0|bytes 0-0/10", "bytes=2-4|234|bytes 2-4/10",
            "bytes=7-|789|bytes 7-9/10",
            "bytes=-3|789|bytes 7-9/10", "bytes=-99|0123456789|bytes 0-9/10",
            "bytes=8-99999999999999999999|89|bytes 8-9/10",
            "BYTES= 1 - 2 |12|bytes 1-2/10"})
    void servesASingleRange(String range, String bytes, String contentRange) throws Exception {
        MockHttpServletResponse answer = ask(get(url()).header("Range", range));
        assertThat(answer.getStatus()).isEqualTo(206);
        assertThat(answer.getContentAsString()).isEqualTo(bytes);
        assertThat(answer.getHeader("Content-Range")).isEqualTo(contentRange);
        assertThat(answer.getHeader("Content-Length")).isEqualTo(String.valueOf(bytes.length()));
        assertThat(answer.getHeader("ETag")).isEqualTo(ETAG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=4-2", "bytes=-0", "bytes=-", "bytes=", "bytes=x-y",
            "bytes=99999999999999999999-"})
    void refusesARangeOutsideWithTheSize(String range) throws Exception {
        MockHttpServletResponse answer = ask(get(url()).header("Range", range));
        assertThat(answer.getStatus()).isEqualTo(416);
        assertThat(answer.getHeader("Content-Range")).isEqualTo("bytes */10");
        assertThat(answer.getContentAsString()).isEqualTo("RANGE_NOT_SATISFIABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "lines=1-2", "nonsense"})
    void severalRangesAndOtherUnitsGetTheWhole(String range) throws Exception {
        MockHttpServletResponse answer = ask(get(url()).header("Range", range));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).isEqualTo(BYTES);
        assertThat(answer.getHeader("Content-Range")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {ETAG, "*", "\"other\", W/" + ETAG})
    void aGoodCopyIsNotSentAgain(String tags) throws Exception {
        MockHttpServletResponse answer = ask(get(url()).header("If-None-Match", tags).header("Range", "bytes=0-1"));
        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.getHeader("ETag")).isEqualTo(ETAG);
        assertThat(answer.getContentAsByteArray()).isEmpty();
    }

    @Test
    void anOldCopyIsSentAgainAndTheTagOutweighsTheDate() throws Exception {
        assertThat(ask(get(url()).header("If-None-Match", "\"other\"").header("If-Modified-Since",
                "Sun, 01 Nov 2026 10:00:00 GMT"))
                .getStatus()).isEqualTo(200);
        assertThat(ask(get(url()).header("If-Modified-Since", "Sun, 01 Nov 2026 10:00:00 GMT")).getStatus())
                .isEqualTo(304);
        assertThat(ask(get(url()).header("If-Modified-Since", "Sun, 01 Nov 2026 09:59:59 GMT")).getStatus())
                .isEqualTo(200);
        assertThat(ask(get(url()).header("If-Modified-Since", "yesterday")).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {ETAG + "|206", "Sun, 01 Nov 2026 10:00:00 GMT|206",
            "\"other\"|200",
            "W/" + ETAG + "|200", "Sun, 01 Nov 2026 09:00:00 GMT|200"})
    void aRangeOfAnotherVersionGetsTheWhole(String ifRange, int status) throws Exception {
        assertThat(ask(get(url()).header("Range", "bytes=0-1").header("If-Range", ifRange)).getStatus())
                .isEqualTo(status);
    }

    @Test
    void withoutAGoodSignatureNobodyLearnsWhatExists() throws Exception {
        assertThat(ask(get("/objects/" + KEY)).getStatus()).isEqualTo(403);
        assertThat(ask(get("/objects/nothing/there")).getStatus()).isEqualTo(403);
        assertThat(ask(get(URI.create(url().toString().replace("model.imx", "other.imx")))).getStatus()).isEqualTo(403);
        assertThat(ask(get(urls.sign(KEY, "a", Duration.ZERO))).getStatus()).isEqualTo(403);
        assertThat(ask(head(urls.sign(KEY, "a", Duration.ofSeconds(-5)))).getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/objects", "/public"})
    void aPathThatNamesNoObjectIsNotFound(String path) throws Exception {
        assertThat(ask(get(path)).getStatus()).isEqualTo(404);
    }

    @Test
    void aSignedUrlOfADeletedObjectIsNotFound() throws Exception {
        URI url = url();
        store.delete(KEY);
        assertThat(ask(get(url)).getStatus()).isEqualTo(404);
    }

    @Test
    void publicObjectsNeedNoSignatureAndOthersAreNotAmongThem() throws Exception {
        store.put("public/3f9/portrait.png", BYTES.getBytes(), "image/png");
        MockHttpServletResponse answer = ask(get(urls.publicUrl("public/3f9/portrait.png")));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(answer.getHeader("Content-Disposition")).isEqualTo("inline; filename=\"portrait.png\"");
        assertThat(ask(get("/public/" + KEY)).getStatus()).isEqualTo(404);
        assertThat(ask(get(URI.create("/public/%2e%2e/" + KEY))).getStatus()).isEqualTo(404);
        assertThat(ask(get(URI.create("/public/..%2f" + KEY))).getStatus()).isIn(400, 404);
        assertThat(ask(get("/public/")).getStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"image/png,inline", "video/mp4,inline", "audio/wav,inline", "image/svg+xml,attachment",
            "text/html,attachment",
            "application/pdf,attachment"})
    void onlyPicturesFilmsAndSoundShowInTheBrowser(String type, String disposition) throws Exception {
        store.put("x", BYTES.getBytes(), type);
        MockHttpServletResponse answer = ask(get(urls.sign("x", "", Duration.ofHours(1))));
        assertThat(answer.getHeader("Content-Disposition")).isEqualTo(disposition + "; filename=\"x\"");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aHostileFilenameCannotAddHeadersOrParameters() throws Exception {
        MockHttpServletResponse answer = ask(get(urls.sign(KEY, "ä\"; x=\r\nSet-Cookie: a.imx", Duration.ofHours(1))));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"___ x___Set-Cookie_ a.imx\""
                        + "; filename*=UTF-8''%C3%A4%22%3B%20x%3D%0D%0ASet-Cookie%3A%20a.imx");
    }

    @Test
    void anEmptyObjectIsServedWholeOnly() throws Exception {
        store.put("empty", new byte[0], "text/plain");
        URI url = urls.sign("empty", "", Duration.ofHours(1));
        assertThat(ask(get(url)).getHeader("Content-Length")).isEqualTo("0");
        assertThat(ask(get(url).header("Range", "bytes=0-")).getStatus()).isEqualTo(416);
        assertThat(ask(get(url).header("Range", "bytes=-1")).getStatus()).isEqualTo(416);
    }

    private URI url() {
        return urls.sign(KEY, "A91XMB7113.imx", Duration.ofHours(1));
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }
}
