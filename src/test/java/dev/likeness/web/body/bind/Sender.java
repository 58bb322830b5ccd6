package dev.likeness.web.body.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.BodyDigest;
import dev.likeness.web.body.Code;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.Folder;
import dev.likeness.web.body.SentFile;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Null;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;

/**
 * Sends bodies, without a server, to an operation that takes forms and files and charges for what it takes; after each test
 * no file may be left.
 */
final class Sender implements BeforeEachCallback, AfterEachCallback {

    static final String FORM = "application/x-www-form-urlencoded";

    static final class NoVideo implements Code {

        @Override
        public ErrorCode code() {
            return CommonError.CONFLICT;
        }
    }

    @Body(forms = true, emptyForm = false)
    record Order(@Null(message = "must not be a video", payload = NoVideo.class) @Nullable Object video,
            @Nullable String prompt, @Nullable String model, @Nullable Boolean loud, @Nullable Integer duration,
            @Nullable JsonNode tags, @FileField(limit = "1MB", urls = true) @Nullable SentFile image,
            @FileField(limit = "100KB", parts = "file", named = "fileName") @JsonProperty("file_data") @Nullable SentFile data,
            @Nullable String fileName) {
    }

    @SuppressWarnings("unused")
    private static final class Controller {

        void order(@RequestBody Order order, BodyDigest digest) {
        }
    }

    final MockHttpServletResponse response = new MockHttpServletResponse();
    private MockHttpServletRequest request = new MockHttpServletRequest();
    /** Where files lie until the next body. */
    private @Nullable Path folder;
    private @Nullable RequestBodies bodies;

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        folder = Files.createTempDirectory("bodies");
        bodies = new RequestBodies(DataSize.ofKilobytes(100), DataSize.ofMegabytes(3),
                Validation.buildDefaultValidatorFactory().getValidator(), new Folder(folder), new MockEnvironment(),
                new StaticListableBeanFactory());
    }

    Order send(byte[] body, String... headers) {
        close();
        request = new MockHttpServletRequest("POST", "/");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        request.setContent(body);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        return (Order) bodies.resolveArgument(parameter(0), null, new ServletWebRequest(request, response), null);
    }

    Order send(String contentType, String body) {
        return send(body.getBytes(StandardCharsets.UTF_8), "Content-Type", contentType);
    }

    /** What is told about it. */
    ApiException refusal(byte[] body, String... headers) {
        try {
            throw new AssertionError("taken: " + send(body, headers));
        } catch (ApiException e) {
            return e;
        }
    }

    ApiException refusal(String contentType, String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8), "Content-Type", contentType);
    }

    /** Of what was sent last. */
    String digest() {
        return ((BodyDigest) bodies.resolveArgument(parameter(1), null, new ServletWebRequest(request), null)).sha256();
    }

    private static MethodParameter parameter(int index) {
        return new MethodParameter(Arrays.stream(Controller.class.getDeclaredMethods())
                .filter(one -> one.getName().equals("order")).findFirst().orElseThrow(), index);
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        close();
        assertThat(folder).isEmptyDirectory();
        Files.delete(folder);
    }

    private static void close() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes open) {
            open.requestCompleted();
        }
        RequestContextHolder.resetRequestAttributes();
    }
}
