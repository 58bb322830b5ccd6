package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.error.Refusals;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A true form as an object whose fields are texts, read while it arrives: files go where files go. */
final class FormReader {

    private static final int END = -1;
    /** As Tomcat would take; an empty field is two bytes, and fifty times as many in memory. */
    private static final int MOST_FIELDS = 1_000;

    private final InputStream form;
    private final ReadFiles files;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long left;

    /** @param most bytes of all that is no file */
    FormReader(InputStream form, ReadFiles files, long most) {
        this.form = new BufferedInputStream(form);
        this.files = files;
        this.left = most;
    }

    ObjectNode read() throws IOException {
        int end;
        int read = 0;
        do {
            if (++read > MOST_FIELDS) {
                throw Refusals.tooManyValues();
            }
            end = part('=');
            String name = text();
            if (end != '=') {
                continue;
            }
            if (files.names().contains(name)) {
                FileText file = files.begin(name);
                end = value(file);
                files.end(name, file);
            } else {
                end = value(null);
                if (!name.isEmpty()) {
                    fields.put(name, text());
                }
            }
        } while (end != END);
        return fields;
    }

    private int part(int stop) throws IOException {
        for (int c = form.read();; c = form.read()) {
            if (c == END || c == '&' || c == stop) {
                return c;
            }
            bytes.write(unescaped(c));
            if (--left < 0) {
                throw Refusals.tooLarge();
            }
        }
    }

    /** A value and the sign that ends it. */
    private int value(@Nullable FileText file) throws IOException {
        if (file == null) {
            return part('&');
        }
        for (int c = form.read();; c = form.read()) {
            if (c == END || c == '&') {
                return c;
            }
            file.accept(unescaped(c));
        }
    }

    private int unescaped(int c) throws IOException {
        if (c != '%') {
            return c == '+' ? ' ' : c;
        }
        int high = form.read();
        int low = form.read();
        if (high < 0 || low < 0 || !HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
            throw new ApiException(CommonError.VALIDATION_ERROR, "Request body must be a well-formed form");
        }
        return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
    }

    private String text() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
