package dev.likeness.storage.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;

import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.TestUrls;
import dev.likeness.storage.s3.FaultyS3;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Objects that S3 keeps, served by this server. */
class S3DeliveryTests {

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    private Path folder;

    @Test
    void theServerStreamsItWithRangeHeadAndOurChecksumAsETag() throws Exception {
        try (FaultyS3 s3 = new FaultyS3(folder)) {
            ObjectStore store = s3.store();
            store.put("public/a.bin", "hello".getBytes(), "application/octet-stream");
            MockMvc mvc = MockMvcBuilders
                    .standaloneSetup(new ObjectController(store, TestUrls.at("", store, Clock.systemUTC()))).build();
            MockHttpServletResponse part = mvc.perform(get("/public/a.bin").header("Range", "bytes=1-3")).andReturn()
                    .getResponse();
            assertThat(part.getStatus()).isEqualTo(206);
            assertThat(part.getContentAsString()).isEqualTo("ell");
            assertThat(part.getHeader("ETag")).isEqualTo('"' + HELLO + '"');
            MockHttpServletResponse head = mvc.perform(head("/public/a.bin")).andReturn().getResponse();
            assertThat(head.getStatus()).isEqualTo(200);
            assertThat(head.getHeader("Content-Length")).isEqualTo("5");
            assertThat(head.getHeader("ETag")).isEqualTo('"' + HELLO + '"');
            assertThat(mvc.perform(get("/public/a.bin").header("If-None-Match", '"' + HELLO + '"')).andReturn()
                    .getResponse().getStatus()).isEqualTo(304);
        }
    }
}
