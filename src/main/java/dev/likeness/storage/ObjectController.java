package dev.likeness.storage;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
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
        String key = path.substring(1);
        urls.check(key, filename, expires, signature);
        Download download = new Download(find(key), filename);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        send(download, request, response);
    }

    /** GET and HEAD of what is public under a URL that cannot be guessed. */
    @GetMapping(SignedUrls.PUBLIC + "{*path}")
    void unsigned(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Download download = new Download(find("public" + path), "");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
        send(download, request, response);
    }

    private StoredObject find(String key) {
        return store.find(key).orElseThrow(() -> new ApiException(CommonError.NOT_FOUND, "File not found"));
    }

    private void send(Download download, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long size = download.object().size();
        response.setHeader(HttpHeaders.ETAG, download.etag());
        response.setHeader(HttpHeaders.LAST_MODIFIED, download.lastModified());
        if (download.isNotModified(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        ByteRange range = download.range(request);
        if (range.kind() != ByteRange.Kind.WHOLE) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(size));
        }
        if (range.kind() == ByteRange.Kind.OUTSIDE) {
            throw new ApiException(StorageError.RANGE_NOT_SATISFIABLE, "The file has " + size + " bytes");
        }
        response.setStatus(range.kind() == ByteRange.Kind.PART
                ? HttpServletResponse.SC_PARTIAL_CONTENT
                : HttpServletResponse.SC_OK);
        download.writeHeaders(response);
        response.setContentLengthLong(range.length());
        if (request.getMethod().equals("GET")) {
            try (InputStream in = store.open(download.object().key(), range.offset(), range.length())) {
                in.transferTo(response.getOutputStream());
            }
        }
    }
}
