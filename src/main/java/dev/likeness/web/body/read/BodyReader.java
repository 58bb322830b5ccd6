package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.error.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a body as the clients of this API send it: JSON labelled as JSON, as text, as a form (curl's default) or not at
 * all, or a true form, whose fields then are texts. Nothing sent counts as an empty object.
 */
public final class BodyReader {

    /** How much larger a file is as base64, with line breaks or the signs that a form takes three characters for. */
    private static final double BASE64 = 1.42;

    private final JsonMapper json;
    private final long ordinary;
    private final long large;

    /**
     * @param ordinary bytes of a body without its files
     * @param large bytes that no body exceeds, whatever files it holds
     */
    public BodyReader(JsonMapper json, long ordinary, long large) {
        this.json = json;
        this.ordinary = ordinary;
        this.large = large;
    }

    /**
     * Reads a body, once.
     *
     * @param forms whether it may be a true form
     */
    public ReadBody read(HttpServletRequest request, boolean forms, ReadFiles files) {
        ReadBody body = sent(request, forms, files);
        StorableText.check(body.fields());
        // What the tap does not see: names spelled with escapes, and the parts of a multipart form.
        for (String name : files.names()) {
            JsonNode node = body.fields().path(name);
            String text = node.isString() ? node.stringValue() : "";
            if (!text.isEmpty() && files.hasBegun(name)) {
                files.repeated(name);
            } else if (!text.isEmpty()) {
                FileText file = files.begin(name);
                for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                    file.accept(b & 0xff);
                }
                files.end(name, file);
                body.fields().put(name, "");
            }
        }
        return body;
    }

    private ReadBody sent(HttpServletRequest request, boolean forms, ReadFiles files) {
        boolean multipart = request instanceof MultipartHttpServletRequest;
        long limit = Math.min(Math.round(ordinary + files.limit() * BASE64), Math.max(ordinary, large));
        // Files of a multipart form lie on the disk, bounded by their own setting.
        if (request.getContentLengthLong() > limit && !multipart) {
            throw Refusals.tooLarge();
        }
        MediaType type = type(request.getContentType());
        if (type.getType().equals("multipart")) {
            requireForms(forms);
            return new ReadBody(parts(request), files, true);
        }
        try (PushbackInputStream body = new PushbackInputStream(new Bounded(request.getInputStream(), limit))) {
            int first = firstOf(body);
            if (first < 0) {
                return new ReadBody(JsonNodeFactory.instance.objectNode(), files, false);
            }
            if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED) && first != '{' && first != '[') {
                requireForms(forms);
                ObjectNode fields = new FormReader(body, files, ordinary).read();
                if (fields.isEmpty() && files.isEmpty()) {
                    throw Refusals.notJson();
                }
                return new ReadBody(fields, files, true);
            }
            InputStream rest = files.names().isEmpty() ? body : new Bounded(new FileTap(body, files), ordinary);
            JsonNode parsed = parse(rest, type.getCharset());
            if (!(parsed instanceof ObjectNode fields)) {
                throw Refusals.notAnObject();
            }
            return new ReadBody(fields, files, false);
        } catch (StreamConstraintsException e) {
            // All constraints fail alike; only this one is met by JSON that a program would write.
            throw e.getOriginalMessage().startsWith("Token count") ? Refusals.tooManyValues() : Refusals.notJson();
        } catch (IOException | JacksonException _) {
            throw Refusals.notJson();
        }
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
        throw notSupported();
    }

    private static void requireForms(boolean taken) {
        if (!taken) {
            throw notSupported();
        }
    }

    private static ApiException notSupported() {
        return new ApiException(CommonError.UNSUPPORTED_TYPE, "Content-Type must be application/json");
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

    private static ObjectNode parts(HttpServletRequest request) {
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
}
