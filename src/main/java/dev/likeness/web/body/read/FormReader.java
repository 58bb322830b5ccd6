package dev.likeness.web.body.read;

import dev.likeness.web.error.Refusals;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A form whose signs are escaped, read while it arrives: files go where files go. */
final class FormReader {

    private static final int END = -1;
    /** As Tomcat would take; an empty field is two bytes, and fifty times as many in memory. */
    static final int MOST_FIELDS = 1_000;

    private final InputStream form;
    private final Charset charset;
    private final ReadFiles files;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long left;
    /** Whether what is read holds a question mark that nobody escaped. */
    private boolean query;

    /** @param most bytes of all that is no file */
    FormReader(InputStream form, Charset charset, ReadFiles files, long most) {
        this.form = new BufferedInputStream(form);
        this.charset = charset;
        this.files = files;
        this.left = most;
    }

    void read(FormFields fields) throws IOException {
        int end;
        int read = 0;
        boolean valued = false;
        boolean bare = false;
        boolean cut = false;
        do {
            if (++read > MOST_FIELDS) {
                throw Refusals.tooManyValues();
            }
            end = part('=');
            String name = text().strip();
            if (end != '=') {
                bare |= !name.isEmpty();
                continue;
            }
            valued = true;
            query = false;
            if (files.names().contains(name)) {
                FileText file = files.begin(name);
                end = value(file);
                files.end(name, file);
                fields.file(name);
                cut |= query;
            } else if (cut && !fields.knows(name)) {
                // What a URL said behind its & is no field.
                throw FormFields.malformed(FormFields.shown(name)
                        + " is no field of this operation; write & inside a value as %26");
            } else {
                end = value(null);
                String text = text();
                fields.put(name, text);
                cut |= query && text.regionMatches(true, 0, "http", 0, "http".length());
            }
        } while (end != END);
        if (bare && valued) {
            // The rest of a value, most likely, which would be lost.
            throw FormFields.malformed("a field has no =; write & inside a value as %26");
        }
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
        query |= c == '?';
        if (c != '%') {
            return c == '+' ? ' ' : c;
        }
        int high = form.read();
        int low = form.read();
        if (high < 0 || low < 0 || !HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
            throw FormFields.malformed("% must be written as %25");
        }
        return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
    }

    private String text() {
        String text = FormFields.decoded(bytes.toByteArray(), charset);
        bytes.reset();
        return text;
    }
}
