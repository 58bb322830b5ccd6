package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.error.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a body as the clients of this API send it: JSON labelled as JSON, as text, as a form (curl's default) or not at
 * all, or a true form, whose fields then are strings. Nothing sent counts as an empty object.
 */
@Component
class BodyReader {

    /** How much larger a file is as base64, with line breaks or the signs that a form takes three characters for. */
    private static final double BASE64 = 1.42;

    private final JsonMapper json;
    private final long ordinary;
    private final long large;

    BodyReader(WebProperties properties) {
        this.ordinary = properties.bodyLimit().toBytes();
        this.large = properties.fileBodyLimit().toBytes();
        // One string may be a whole file as base64; the body limit bounds it.
        this.json = JsonMapper
                .builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength((int) Math.min(large, Integer.MAX_VALUE - 8L)).build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    /** @param files how large the files that come as base64 may be together; none for an ordinary operation */
    JsonBody read(HttpServletRequest request, DataSize files) {
        long limit = Math.round(ordinary + files.toBytes() * BASE64);
        return read(request, Math.min(limit, Math.max(ordinary, large)));
    }

    private JsonBody read(HttpServletRequest request, long limit) {
        if (request.getContentLengthLong() > limit && !isMultipart(request)) {
            throw Refusals.tooLarge();
        }
        MediaType type = type(request.getContentType());
        if (type.getType().equals("multipart")) {
            return JsonBody.ofForm(fields(request));
        }
        try (InputStream body = new Bounded(request.getInputStream(), limit)) {
            PushbackInputStream peeked = new PushbackInputStream(body);
            int first = firstOf(peeked);
            if (first < 0) {
                return JsonBody.of(JsonNodeFactory.instance.objectNode());
            }
            if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED) && first != '{' && first != '[') {
                return JsonBody.ofForm(fields(new String(peeked.readAllBytes(), StandardCharsets.UTF_8)));
            }
            return JsonBody.of(parse(peeked, type.getCharset()));
        } catch (IOException | JacksonException _) {
            throw Refusals.notJson();
        }
    }

    /** Its files lie on the disk, bounded by their own setting. */
    private static boolean isMultipart(HttpServletRequest request) {
        return request instanceof MultipartHttpServletRequest;
    }

    private JsonNode parse(InputStream body, @Nullable Charset charset) {
        boolean unicode = charset == null || charset.name().startsWith("UTF-");
        return unicode ? json.readTree(body) : json.readTree((Reader) new InputStreamReader(body, charset));
    }

    private static MediaType type(@Nullable String header) {
        try {
            MediaType type = header == null || header.isBlank()
                    ? MediaType.APPLICATION_JSON
                    : MediaType.parseMediaType(header);
            if (type.getType().equals("text") || type.getSubtype().endsWith("json")
                    || type.equalsTypeAndSubtype(MediaType.APPLICATION_OCTET_STREAM)
                    || type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
                    || type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA)) {
                return type;
            }
        } catch (IllegalArgumentException _) {
            return MediaType.APPLICATION_JSON;
        }
        throw new ApiException(CommonError.UNSUPPORTED_TYPE, "Content-Type must be application/json");
    }

    /** The first byte that is not blank, left in the stream; -1 when there is none. */
    private static int firstOf(PushbackInputStream body) throws IOException {
        int next = body.read();
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            next = body.read();
        }
        if (next >= 0) {
            body.unread(next);
        }
        return next;
    }

    private static ObjectNode fields(HttpServletRequest request) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (!(request instanceof MultipartHttpServletRequest multipart)) {
            throw Refusals.notJson();
        }
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        if (fields.isEmpty() && multipart.getFileMap().isEmpty()) {
            throw Refusals.notJson();
        }
        return fields;
    }

    private static ObjectNode fields(String form) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                continue;
            }
            try {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException _) {
                throw new ApiException(CommonError.VALIDATION_ERROR, "Request body must be a well-formed form");
            }
        }
        if (fields.isEmpty()) {
            throw Refusals.notJson();
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Ends a body of unknown length where the limit is. */
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream body, long limit) {
            super(body);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = in.read(buffer, from, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw Refusals.tooLarge();
            }
        }
    }
}
