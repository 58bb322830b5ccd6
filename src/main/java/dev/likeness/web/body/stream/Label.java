package dev.likeness.web.body.stream;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * What a body is said to be.
 *
 * @param charset of its text
 * @param header the Content-Type itself
 */
public record Label(Kind kind, Charset charset, String header) {

    public enum Kind {
        JSON, FORM, MULTIPART
    }

    /**
     * @throws ApiException {@code UNSUPPORTED_TYPE} for a type of content that holds no JSON, {@code VALIDATION_ERROR} when
     *     two headers contradict each other
     */
    public static Label of(HttpServletRequest request) {
        List<Label> labels = Collections.list(request.getHeaders("Content-Type")).stream().map(Label::of).toList();
        if (labels.stream().map(Label::kind).distinct().count() > 1) {
            throw ApiException.invalid("Content-Type", "Content-Type must be given once");
        }
        return labels.isEmpty() ? of("") : labels.getFirst();
    }

    private static Label of(String header) {
        MediaType type = type(header);
        if (type == null) {
            // What is no type at all: the charset of one that is misspelled is not looked for.
            int end = header.indexOf(';');
            type = end < 0 ? null : type(header.substring(0, end));
        }
        if (type == null) {
            return new Label(Kind.JSON, StandardCharsets.UTF_8, header);
        }
        Charset charset = type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
        if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
            return new Label(Kind.FORM, charset, header);
        }
        if (type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA)) {
            return new Label(Kind.MULTIPART, charset, header);
        }
        if (type.getType().equals("text") || isJson(type)
                || type.equalsTypeAndSubtype(MediaType.APPLICATION_OCTET_STREAM)) {
            return new Label(Kind.JSON, charset, header);
        }
        throw notSupported();
    }

    /** The type that a header names; null when it names none. */
    public static @Nullable MediaType type(@Nullable String header) {
        try {
            return header == null || header.isBlank() ? null : MediaType.parseMediaType(header);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    public static boolean isJson(MediaType type) {
        return type.getSubtype().endsWith("json");
    }

    public static ApiException notSupported() {
        return new ApiException(CommonError.UNSUPPORTED_TYPE, "Content-Type must be application/json");
    }

    public boolean isForm() {
        return kind != Kind.JSON;
    }
}
