package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.body.stream.Label;
import dev.likeness.web.error.Refusals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.apache.tomcat.util.http.fileupload.ParameterParser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A form of parts, read while it arrives. A file part is used as if its field had come as base64; one that no field takes is
 * noted, so that it is refused in its place among the faults.
 */
final class MultipartReader {

    private static final int LONGEST_BOUNDARY = 200;
    private static final int BUFFER = 16_384;

    private final InputStream form;
    private final MultipartStream parts;
    private final Charset charset;
    private final ReadFiles files;
    private final FileUpload headers = new FileUpload();
    private final byte[] buffer = new byte[BUFFER];
    private long left;

    /** @param most bytes of all that is no file */
    MultipartReader(InputStream form, Label label, ReadFiles files, long most) {
        byte[] boundary = boundary(label.header());
        this.form = form;
        this.parts = new MultipartStream(form, boundary, BUFFER, null);
        this.parts.setHeaderEncoding("UTF-8");
        this.charset = label.charset();
        this.files = files;
        this.left = most;
    }

    private static byte[] boundary(String contentType) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        String boundary = parser.parse(contentType, new char[]{';', ','}).get("boundary");
        if (boundary == null || boundary.length() > LONGEST_BOUNDARY) {
            throw malformed(
                    "Content-Type must name the boundary of its parts: leave that header to what makes the body");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    void read(FormFields fields) {
        try {
            int count = 0;
            for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
                if (++count > FormReader.MOST_FIELDS) {
                    throw Refusals.tooManyValues();
                }
                part(headers.getParsedHeaders(parts.readHeaders()), fields);
            }
            if (count == 0) {
                throw malformed("none of its parts begins with the boundary of Content-Type");
            }
            form.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | IllegalStateException _) {
            // A file of our own that cannot be written comes unchecked.
            throw malformed("it ends or goes on where it should not");
        }
    }

    private void part(FileItemHeaders part, FormFields fields) throws IOException {
        String name = headers.getFieldName(part);
        if (name == null) {
            throw malformed("a part has no name");
        }
        String type = part.getHeader("Content-Type");
        String file = headers.getFileName(part);
        InputStream content = content(part);
        String field = files.ofPart(name);
        if (file != null || field != null && isBytes(type)) {
            file(name, field, file == null ? "" : file, content, fields);
        } else if (files.names().contains(name.strip())) {
            text(name.strip(), content);
            fields.file(name.strip());
        } else {
            fields.put(name.strip(), FormFields.decoded(bytes(content), charset(type)));
        }
        // What is left behind the end of base64. Not in a failure: it would be waited for.
        content.close();
    }

    private InputStream content(FileItemHeaders part) {
        InputStream content = parts.newInputStream();
        String coding = part.getHeader("Content-Transfer-Encoding");
        return switch (coding == null ? "binary" : coding.strip().toLowerCase(Locale.ROOT)) {
            case "binary", "8bit", "7bit" -> content;
            case "base64" -> Base64.getMimeDecoder().wrap(content);
            default -> throw malformed("the Content-Transfer-Encoding of a part must be binary or base64");
        };
    }

    /** Whether what has no name of a file is one all the same. */
    private static boolean isBytes(@Nullable String type) {
        try {
            return type != null && !MediaType.parseMediaType(type).getType().equals("text");
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void file(String name, @Nullable String field, String file, InputStream content, FormFields fields)
            throws IOException {
        int read = content.read(buffer);
        if (read < 0 && file.isEmpty()) {
            // What a browser sends for a file that nobody chose.
            return;
        }
        FileText to = field == null ? null : files.beginBytes(field);
        for (; read >= 0; read = content.read(buffer)) {
            for (int i = 0; to != null && i < read; i++) {
                to.accept(buffer[i] & 0xff);
            }
        }
        if (field == null || to == null) {
            files.stray(name);
            return;
        }
        files.end(field, to);
        fields.file(field);
        String named = files.plan(field).named();
        if (named != null && !file.isEmpty()) {
            fields.putIfAbsent(named, file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
        }
    }

    private void text(String field, InputStream content) throws IOException {
        FileText to = files.begin(field);
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            for (int i = 0; i < read; i++) {
                to.accept(buffer[i] & 0xff);
            }
        }
        files.end(field, to);
    }

    private byte[] bytes(InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            left -= read;
            if (left < 0) {
                throw Refusals.tooLarge();
            }
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }

    private Charset charset(@Nullable String type) {
        try {
            Charset own = type == null ? null : MediaType.parseMediaType(type).getCharset();
            return own == null ? charset : own;
        } catch (IllegalArgumentException _) {
            return charset;
        }
    }

    private static ApiException malformed(String why) {
        return new ApiException(CommonError.VALIDATION_ERROR, "Malformed multipart body: " + why);
    }
}
