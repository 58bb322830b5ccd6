package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.body.stream.Bounded;
import dev.likeness.web.body.stream.Label;
import dev.likeness.web.body.stream.Opening;
import dev.likeness.web.error.Refusals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.apache.tomcat.util.http.fileupload.ParameterParser;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.StreamUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A form of parts, read while it arrives, taken apart by the container's own classes. A file part is used as if its field had come as base64; one that no field takes is
 * noted, so that it is refused in its place among the faults.
 */
final class MultipartReader {

    private static final int LONGEST_BOUNDARY = 200;
    private static final int BUFFER = 16_384;
    /** Some clients send the name of a file twice, each of its letters as nine signs. */
    private static final int LONGEST_HEADERS = 4096;

    private final InputStream form;
    private final MultipartStream parts;
    private final Charset charset;
    private final ReadFiles files;
    private final JsonMapper json;
    private final FileUpload headers = new FileUpload();
    private final byte[] buffer = new byte[BUFFER];
    private long left;

    /** @param most bytes of all that is no file */
    MultipartReader(InputStream form, Label label, ReadFiles files, JsonMapper json, long most) {
        byte[] boundary = boundary(label.header());
        this.form = form;
        this.parts = new MultipartStream(form, boundary, BUFFER, null);
        this.parts.setHeaderEncoding("UTF-8");
        this.parts.setPartHeaderSizeMax(LONGEST_HEADERS);
        this.charset = label.charset();
        this.files = files;
        this.json = json;
        this.left = most;
    }

    private static byte[] boundary(String contentType) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        String boundary;
        try {
            boundary = parser.parse(contentType, new char[]{';', ','}).get("boundary");
        } catch (IllegalArgumentException _) {
            // A word that is encoded, and wrongly.
            boundary = null;
        }
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
                part(headers.getParsedHeaders(headersOfPart()), fields);
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

    private String headersOfPart() throws IOException {
        try {
            String text = parts.readHeaders();
            take(text.length());
            return text;
        } catch (FileUploadIOException _) {
            throw malformed("the headers of a part must have at most " + LONGEST_HEADERS + " bytes");
        }
    }

    private void part(FileItemHeaders part, FormFields fields) throws IOException {
        String name;
        String file;
        try {
            name = headers.getFieldName(part);
            file = headers.getFileName(part);
        } catch (IllegalArgumentException _) {
            throw malformed("an encoded word in the headers of a part cannot be read");
        }
        if (name == null) {
            throw malformed("a part has no name");
        }
        MediaType type = Label.type(part.getHeader("Content-Type"));
        InputStream content = content(part);
        String field = files.ofPart(name);
        boolean textWanted = field == null && fields.knows(name.strip());
        if (file != null || isFile(type, textWanted)) {
            file(name, field, file == null ? "" : file, content, fields);
        } else if (files.names().contains(name.strip())) {
            text(name.strip(), content, type);
            fields.file(name.strip());
        } else {
            fields.put(name.strip(), text(bytes(content), type));
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
    private static boolean isFile(@Nullable MediaType type, boolean textWanted) {
        return type != null && switch (type.getType()) {
            case "image", "audio", "video" -> true;
            case "text", "*" -> false;
            default -> !textWanted && !Label.isJson(type);
        };
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
            fields.bring(named, file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
        }
    }

    private void text(String field, InputStream content, @Nullable MediaType type) throws IOException {
        PushbackInputStream begun = new PushbackInputStream(content, Opening.LENGTH);
        if (type != null && Label.isJson(type) && Opening.of(begun).first() == '"') {
            quoted(field, begun);
            return;
        }
        FileText to = files.begin(field);
        for (int read = begun.read(buffer); read >= 0; read = begun.read(buffer)) {
            for (int i = 0; i < read; i++) {
                to.accept(buffer[i] & 0xff);
            }
        }
        files.end(field, to);
    }

    /** A text as JSON, which libraries make of it: it is led away like that of a whole body. */
    private void quoted(String field, InputStream content) {
        InputStream whole = new SequenceInputStream(Collections.enumeration(List.of(
                ascii("{\"" + field + "\":"), StreamUtils.nonClosing(content), ascii("}"))));
        if (json.readTree(new Bounded(new FileTap(whole, files), left)).size() != 1) {
            throw Refusals.notJson();
        }
    }

    private static InputStream ascii(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String text(byte[] sent, @Nullable MediaType type) {
        Charset own = type == null ? null : type.getCharset();
        String text = FormFields.decoded(sent, own == null ? charset : own);
        if (type == null || !Label.isJson(type) || !text.stripLeading().startsWith("\"")) {
            return text;
        }
        try {
            return json.readTree(text).asString(text);
        } catch (JacksonException _) {
            return text;
        }
    }

    private byte[] bytes(InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            take(read);
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }

    private void take(int read) {
        left -= read;
        if (left < 0) {
            throw Refusals.tooLarge();
        }
    }

    private static ApiException malformed(String why) {
        return new ApiException(CommonError.VALIDATION_ERROR, "Malformed multipart body: " + why);
    }
}
