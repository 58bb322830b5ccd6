package dev.likeness.web.body.read;

import dev.likeness.web.body.RetiredFields;
import dev.likeness.web.body.stream.Bounded;
import dev.likeness.web.body.stream.Delivery;
import dev.likeness.web.body.stream.Gunzip;
import dev.likeness.web.body.stream.Label;
import dev.likeness.web.body.stream.Opening;
import dev.likeness.web.body.stream.Recoded;
import dev.likeness.web.error.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a body as the clients of this API send it: JSON labelled as JSON, as text, as a form (curl's default) or not at
 * all, in any encoding, or a true form, whose fields then are texts; compressed or not. Nothing sent counts as an empty
 * object.
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
     * @param gzip whether it is compressed
     */
    public ReadBody read(HttpServletRequest request, boolean gzip, FormPlan forms, ReadFiles files) {
        ReadBody body = sent(request, gzip, forms, files);
        RetiredFields.refuse(body.fields().propertyNames());
        RetiredFields.refuse(files.strays());
        StorableText.check(body.fields());
        // What the tap does not see: names spelled with escapes.
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

    private ReadBody sent(HttpServletRequest request, boolean gzip, FormPlan forms, ReadFiles files) {
        Label label = Label.of(request);
        long limit = Math.min(Math.round(ordinary + files.limit() * BASE64), Math.max(ordinary, large));
        if (request.getContentLengthLong() > limit) {
            throw Refusals.tooLarge();
        }
        try (InputStream sent = sent(request, gzip, limit);
                PushbackInputStream body = new PushbackInputStream(new Bounded(sent, limit), Opening.LENGTH)) {
            Opening opening = Opening.of(body);
            if (opening.isNothing()) {
                return nothing(label, forms, files);
            }
            return label.isForm() && !opening.isJson()
                    ? form(body, label, opening, forms, files)
                    : json(body, opening.charset() == null ? label.charset() : opening.charset(), files);
        } catch (StreamConstraintsException e) {
            // All constraints fail alike; only this one is met by JSON that a program would write.
            throw e.getOriginalMessage().startsWith("Token count") ? Refusals.tooManyValues() : Refusals.notJson();
        } catch (IOException | JacksonException _) {
            throw Refusals.notJson();
        }
    }

    /** What a compressed one takes on its way is bounded like what comes out. */
    private static InputStream sent(HttpServletRequest request, boolean gzip, long limit) throws IOException {
        InputStream network = new Delivery(request.getInputStream());
        return gzip ? new Gunzip(new Bounded(network, limit)) : network;
    }

    private static ReadBody nothing(Label label, FormPlan forms, ReadFiles files) {
        if (label.isForm() && !forms.empty()) {
            throw Refusals.notJson();
        }
        return new ReadBody(JsonNodeFactory.instance.objectNode(), files, false);
    }

    private ReadBody form(InputStream body, Label label, Opening opening, FormPlan forms, ReadFiles files)
            throws IOException {
        if (!forms.taken()) {
            throw label.kind() == Label.Kind.FORM && !opening.isName() ? Refusals.notJson() : Label.notSupported();
        }
        FormFields fields = new FormFields(forms, files, json);
        if (label.kind() == Label.Kind.FORM) {
            new FormReader(body, label.charset(), files, ordinary).read(fields);
        } else {
            new MultipartReader(body, label, files, json, ordinary).read(fields);
        }
        return new ReadBody(fields.end(), files, true);
    }

    private ReadBody json(InputStream body, Charset charset, ReadFiles files) {
        InputStream utf8 = charset.equals(StandardCharsets.UTF_8) ? body : new Recoded(body, charset);
        JsonNode parsed = json
                .readTree(files.names().isEmpty() ? utf8 : new Bounded(new FileTap(utf8, files), ordinary));
        if (!(parsed instanceof ObjectNode fields)) {
            throw Refusals.notAnObject();
        }
        return new ReadBody(fields, files, false);
    }
}
