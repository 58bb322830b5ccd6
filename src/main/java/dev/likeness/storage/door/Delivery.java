package dev.likeness.storage.door;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;

/** Answers GET and HEAD with kept bytes: validators, one range, 304 for a good copy, 416 (RFC 9110, CONTRACT 3.5). */
public final class Delivery {

    /** The bytes from an offset, read as they are asked for. */
    public interface Source {
        InputStream open(long offset, long length);
    }

    private Delivery() {
    }

    /**
     * Bytes that only the caller may see.
     *
     * @param object what is told of them; they may be a part of what is kept under its key
     * @throws ApiException {@code RANGE_NOT_SATISFIABLE}; {@code NOT_FOUND} for what was deleted meanwhile
     */
    public static void send(StoredObject object, String filename, Source source, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        send(new Download(object, filename), "private, no-cache", source, request, response);
    }

    static void send(Download download, String cache, Source source, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
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
                ? open(source, range)
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

    /** What is deleted after it was found is not there. */
    private static InputStream open(Source source, ByteRange range) {
        try {
            return source.open(range.offset(), range.length());
        } catch (UncheckedIOException e) {
            throw ObjectStore.isGone(e) ? notFound() : e;
        }
    }

    static ApiException notFound() {
        return new ApiException(CommonError.NOT_FOUND, "File not found");
    }

    private static void validators(Download download, String cache, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, cache);
        response.setHeader(HttpHeaders.ETAG, download.etag());
        response.setHeader(HttpHeaders.LAST_MODIFIED, download.lastModified());
    }
}
