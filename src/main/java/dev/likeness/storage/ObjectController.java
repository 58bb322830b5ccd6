package dev.likeness.storage;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves kept objects to whoever has their URL (CONTRACT 3.5). Hidden from the API's description: clients follow these
 * URLs, they never build them.
 */
@Hidden
@PublicAccess
@RestController
class ObjectController {

    private final ObjectStore store;
    private final SignedUrls urls;

    ObjectController(ObjectStore store, SignedUrls urls) {
        this.store = store;
        this.urls = urls;
    }

    /** GET and HEAD. The signature is checked first: without one nobody learns what exists. */
    @GetMapping(SignedUrls.SIGNED + "{*path}")
    void signed(@PathVariable String path, @RequestParam(defaultValue = "") String filename,
            @RequestParam(defaultValue = "") String expires, @RequestParam(defaultValue = "") String signature,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        String key = ObjectKeys.ofPath(path);
        urls.check(key, filename, expires, signature);
        Download download = new Download(find(key), filename);
        send(download, "private, no-cache", request, response);
    }

    /** GET and HEAD of what is public under a URL that cannot be guessed. */
    @GetMapping(SignedUrls.PUBLIC + "{*path}")
    void unsigned(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Download download = new Download(find("public" + path), "");
        send(download, "public, max-age=300", request, response);
    }

    private StoredObject find(String key) {
        return store.find(key).orElseThrow(ObjectController::notFound);
    }

    /** What is deleted after it was found is not there. */
    private InputStream open(StoredObject object, ByteRange range) {
        try {
            return store.open(object.key(), range.offset(), range.length());
        } catch (UncheckedIOException e) {
            throw ObjectStore.isGone(e) ? notFound() : e;
        }
    }

    private static ApiException notFound() {
        return new ApiException(CommonError.NOT_FOUND, "File not found");
    }

    private void send(Download download, String cache, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long size = download.object().size();
        if (download.isNotModified(request)) {
            validators(download, cache, response);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        ByteRange range = download.range(request);
        if (range.kind() == ByteRange.Kind.OUTSIDE) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(size));
            throw new ApiException(StorageError.RANGE_NOT_SATISFIABLE, "The file has " + size + " bytes");
        }
        boolean bytes = request.getMethod().equals("GET");
        // Opened first: a store that is away must not leave headers of a file on the answer that says so.
        try (InputStream in = bytes
                ? open(download.object(), range)
                : InputStream.nullInputStream()) {
            validators(download, cache, response);
            if (range.kind() == ByteRange.Kind.PART) {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(size));
            }
            download.writeHeaders(response);
            response.setContentLengthLong(range.length());
            in.transferTo(response.getOutputStream());
        }
    }

    private static void validators(Download download, String cache, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, cache);
        response.setHeader(HttpHeaders.ETAG, download.etag());
        response.setHeader(HttpHeaders.LAST_MODIFIED, download.lastModified());
    }
}
