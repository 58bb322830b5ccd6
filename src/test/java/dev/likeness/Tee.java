package dev.likeness;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A copy of what is read and written, while it is; of bodies of a megabyte and more there is none. */
final class Tee {

    private static final int MOST = 1 << 20;

    private Tee() {
    }

    private static final class Copy extends ByteArrayOutputStream {

        private boolean tooMuch;

        void keep(byte[] bytes, int offset, int length) {
            if (size() + length > MOST) {
                tooMuch = true;
            } else {
                write(bytes, offset, length);
            }
        }

        byte @Nullable [] bytes() {
            return tooMuch ? null : toByteArray();
        }
    }

    static final class Request extends HttpServletRequestWrapper {

        private final Copy copy = new Copy();
        private boolean brokeOff;

        Request(HttpServletRequest request) {
            super(request);
        }

        /** What was read of it; null when that was too much to keep. */
        byte @Nullable [] body() {
            return copy.bytes();
        }

        /** Whether it did not come to its end: then the container answers by its error page, whatever a handler does. */
        boolean brokeOff() {
            return brokeOff;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new In(super.getInputStream(), copy, () -> brokeOff = true);
        }
    }

    static final class Response extends HttpServletResponseWrapper {

        private final Copy copy = new Copy();
        private final Runnable streams;
        private boolean leftToErrorPage;

        /** @param streams told when this turns out to be a stream of events, which may go on for an hour */
        Response(HttpServletResponse response, Runnable streams) {
            super(response);
            this.streams = streams;
        }

        @Override
        public void setContentType(@Nullable String type) {
            super.setContentType(type);
            if (type != null && type.startsWith("text/event-stream")) {
                streams.run();
            }
        }

        byte @Nullable [] body() {
            return copy.bytes();
        }

        boolean isLeftToErrorPage() {
            return leftToErrorPage;
        }

        @Override
        public void sendError(int status) throws IOException {
            leftToErrorPage = true;
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            leftToErrorPage = true;
            super.sendError(status, message);
        }

        @Override
        public void resetBuffer() {
            super.resetBuffer();
            copy.reset();
        }

        @Override
        public void reset() {
            super.reset();
            copy.reset();
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return new Out(super.getOutputStream(), copy);
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            return new Written(super.getWriter(), copy);
        }
    }

    /** Whatever is written in words, which is UTF-8. Says of errors what the one behind it says. */
    private static final class Written extends PrintWriter {

        private final Copy copy;

        Written(PrintWriter out, Copy copy) {
            super(out);
            this.copy = copy;
        }

        @Override
        public void write(int one) {
            write(new char[]{(char) one}, 0, 1);
        }

        @Override
        public void write(char[] text, int offset, int length) {
            write(new String(text), offset, length);
        }

        @Override
        public void write(String text, int offset, int length) {
            byte[] bytes = text.substring(offset, offset + length).getBytes(StandardCharsets.UTF_8);
            copy.keep(bytes, 0, bytes.length);
            super.write(text, offset, length);
        }
    }

    private static final class In extends ServletInputStream {

        private final ServletInputStream in;
        private final Copy copy;

        private final Runnable fails;

        In(ServletInputStream in, Copy copy, Runnable fails) {
            this.in = in;
            this.copy = copy;
            this.fails = fails;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int count = in.read(bytes, offset, length);
                if (count > 0) {
                    copy.keep(bytes, offset, count);
                }
                return count;
            } catch (IOException e) {
                fails.run();
                throw e;
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Out extends ServletOutputStream {

        private final ServletOutputStream out;
        private final Copy copy;

        Out(ServletOutputStream out, Copy copy) {
            this.out = out;
            this.copy = copy;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            copy.keep(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
