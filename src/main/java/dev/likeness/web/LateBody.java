package dev.likeness.web;

import dev.likeness.common.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A body that its handler reads itself, so that a file inside it goes where the handler says while it arrives, and is
 * never in memory as a whole. A handler takes it as a parameter instead of {@link JsonBody}.
 */
public final class LateBody {

    private final BodyReader bodies;
    private final HttpServletRequest request;

    LateBody(BodyReader bodies, HttpServletRequest request) {
        this.bodies = bodies;
        this.request = request;
    }

    /**
     * Reads the body, once. The base64 text (or {@code data:} URI) of one field goes decoded into the stream, and the
     * field is an empty text in the body that is returned. An exception of the stream ends the reading.
     *
     * @throws ApiException {@code VALIDATION_ERROR} when the field is not base64 or comes twice
     */
    public JsonBody read(String field, OutputStream file) {
        AtomicReference<Base64Tap> tap = new AtomicReference<>();
        JsonBody body = bodies.read(request, json -> {
            tap.set(new Base64Tap(json, field, file));
            return tap.get();
        });
        String text = body.raw().path(field).asStringOpt().orElse("");
        Base64Tap json = tap.get();
        // The second may be spelled with escapes, which only the parser reads.
        if (json != null && (json.isRepeated() || json.hasTapped() && !text.isEmpty())) {
            throw ApiException.invalid(field, field + " must be given once");
        }
        if (!text.isEmpty()) {
            // A form, whose fields were read as a whole, or a name spelled with escapes.
            Base64Text decoder = new Base64Text(field, file);
            try {
                for (int i = 0; i < text.length(); i++) {
                    decoder.accept(text.charAt(i));
                }
                decoder.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return body;
    }
}
