package dev.likeness.generation.input;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.UriUtils;

/**
 * An input as it was sent: exactly one of the two.
 *
 * @param url a public address
 * @param bytes what a data URI or base64 held
 */
@SuppressWarnings("ArrayRecordComponent")
public record Upload(@Nullable String url, byte @Nullable [] bytes) {

    /** Null when nothing was sent; {@code VALIDATION_ERROR} for neither kind, {@code FILE_TOO_LARGE} over the limit. */
    public static @Nullable Upload of(String field, @Nullable String sent, DataSize limit) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        String text = sent.strip();
        if (text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8)) {
            return new Upload(text, null);
        }
        byte[] bytes = text.regionMatches(true, 0, "data:", 0, 5) ? dataUri(field, text) : base64(field, text);
        if (bytes.length == 0) {
            throw wrong(field);
        }
        if (bytes.length > limit.toBytes()) {
            throw new ApiException(CommonError.FILE_TOO_LARGE,
                    field + " must have at most " + limit.toMegabytes() + " MB");
        }
        return new Upload(null, bytes);
    }

    private static byte[] dataUri(String field, String uri) {
        int comma = uri.indexOf(',');
        if (comma < 0) {
            throw wrong(field);
        }
        String content = uri.substring(comma + 1);
        return uri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")
                ? base64(field, content)
                : percentEncoded(field, content);
    }

    private static byte[] percentEncoded(String field, String content) {
        try {
            return UriUtils.decode(content, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw wrong(field);
        }
    }

    private static byte[] base64(String field, String text) {
        String plain = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(plain);
        } catch (IllegalArgumentException e) {
            throw wrong(field);
        }
    }

    private static ApiException wrong(String field) {
        return ApiException.invalid(field, field + " must be a public http(s) URL, a data: URI or base64");
    }
}
