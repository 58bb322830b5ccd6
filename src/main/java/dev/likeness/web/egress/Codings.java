package dev.likeness.web.egress;

import dev.likeness.web.egress.EgressException.Kind;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * What a source has wrapped its bytes in although nobody asked for it: some always send gzip. Decoded while it streams,
 * so that the reader's limit ends a bomb.
 */
final class Codings {

    /** What is sent is what is meant; {@code aws-chunked} is left over from how an object came into its store. */
    private static final List<String> NONE = List.of("", "identity", "none", "aws-chunked");
    private static final int MOST = 3;

    private Codings() {
    }

    /**
     * The body of the answer, decoded. To be closed, which leaves the connection to who opened it.
     *
     * @param mostSent bytes that may come over the wire, and out of each coding, whatever they make
     * @throws EgressException {@code UNREADABLE} for a coding that is not known
     */
    static InputStream decoded(ClassicHttpResponse answer, InputStream body, long mostSent) throws IOException {
        List<String> codings = Arrays.stream(answer.getHeaders("Content-Encoding")).map(Header::getValue)
                .flatMap(value -> Arrays.stream(value.split(","))).map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !NONE.contains(word)).toList();
        InputStream in = new Bounded(new Lent(body), mostSent);
        if (codings.isEmpty()) {
            return in;
        }
        if (codings.size() > MOST) {
            throw new EgressException(Kind.UNREADABLE, "The URL answered with too many content encodings");
        }
        String told = String.join(", ", codings);
        try {
            for (String coding : codings.reversed()) {
                in = decoded(new Bounded(in, mostSent), coding);
            }
        } catch (ZipException | EOFException _) {
            throw broken(told);
        }
        return new Told(in, told);
    }

    private static InputStream decoded(InputStream in, String coding) throws IOException {
        PushbackInputStream begun = new PushbackInputStream(in, 2);
        byte[] start = begun.readNBytes(2);
        begun.unread(start);
        if (start.length == 0) {
            return begun;
        }
        return switch (coding) {
            case "gzip", "x-gzip" -> new Members(begun);
            case "deflate" -> new Inflated(begun, !isZlib(start));
            default -> throw new EgressException(Kind.UNREADABLE, "The URL answered with the content encoding "
                    + (coding.matches("[a-z0-9!#$%&'*+.^_`|~-]{1,30}") ? coding : "of an odd name")
                    + ", which is not known here: it must send the file as it is, or as gzip or deflate");
        };
    }

    /** The name means zlib's wrapping; some send the naked kind. */
    private static boolean isZlib(byte[] start) {
        return start.length == 2 && (start[0] & 0x0f) == 8 && ((start[0] & 0xff) << 8 | start[1] & 0xff) % 31 == 0;
    }

    /** Closing it would read to the end of what nobody wants. */
    private static final class Lent extends FilterInputStream {

        Lent(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Not ours.
        }
    }

    /** Reads on behind the end of a member by calling itself, as the JDK does it: so many empty ones are too much. */
    private static final class Members extends GZIPInputStream {

        private static final int EMPTY = 500;

        private int deep;

        Members(InputStream in) throws IOException {
            super(in, 16_384);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (++deep > EMPTY) {
                throw EgressException.tooLarge();
            }
            try {
                return super.read(bytes, from, length);
            } finally {
                deep--;
            }
        }
    }

    /** Ends its inflater, which the JDK leaves to who has made it. */
    private static final class Inflated extends InflaterInputStream {

        Inflated(InputStream in, boolean naked) {
            super(in, new Inflater(naked), 16_384);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    /** Ends what decodes to little and never stops coming. */
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw EgressException.tooLarge();
            }
        }
    }

    /** Says that the coding is broken, and not that the source cannot be reached. */
    private static final class Told extends FilterInputStream {

        private final String coding;

        Told(InputStream in, String coding) {
            super(in);
            this.coding = coding;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return in.read(bytes, from, length);
            } catch (ZipException | EOFException _) {
                throw broken(coding);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }

    private static EgressException broken(String coding) {
        return new EgressException(Kind.UNREADABLE,
                "The URL says that it answers in " + coding + ", but its answer is damaged or cut off");
    }
}
