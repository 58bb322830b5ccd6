package dev.likeness.storage.door;

import dev.likeness.storage.Disposition;
import dev.likeness.storage.StoredObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The HTTP side of one object: its validators, its name, and which of it a request asks for (RFC 9110). */
record Download(StoredObject object, String filename) {

    /** The JDK's own RFC 1123 writes days of one digit, which HTTP does not know. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    String etag() {
        return '"' + object.sha256() + '"';
    }

    String lastModified() {
        return HTTP_DATE.format(modified());
    }

    /** Whether the caller's copy is still good. */
    boolean isNotModified(HttpServletRequest request) {
        String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (tags != null) {
            return tags.strip().equals("*") || tags.contains(etag());
        }
        Instant since = date(request.getHeader(HttpHeaders.IF_MODIFIED_SINCE));
        return since != null && !modified().isAfter(since);
    }

    /** The part asked for; the whole for HEAD, and when the caller's first part was of another version. */
    ByteRange range(HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        String condition = request.getHeader(HttpHeaders.IF_RANGE);
        boolean sameVersion = condition == null || condition.equals(etag()) || modified().equals(date(condition));
        boolean asked = range != null && sameVersion && request.getMethod().equals("GET");
        return ByteRange.of(asked ? range : "", object.size());
    }

    void writeHeaders(HttpServletResponse response) {
        response.setContentType(object.contentType());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition());
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** A page of this server's origin must never be made of somebody's upload: only pictures, films and sound show. */
    private String disposition() {
        String type = object.contentType();
        boolean shows = type.startsWith("image/") && !type.startsWith("image/svg") || type.startsWith("video/")
                || type.startsWith("audio/");
        String name = filename.isBlank() ? object.key().substring(object.key().lastIndexOf('/') + 1) : filename;
        return Disposition.of(shows ? "inline" : "attachment", name);
    }

    private Instant modified() {
        return object.modified().truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable Instant date(@Nullable String header) {
        try {
            return header == null
                    ? null
                    : HTTP_DATE.parse(header, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
