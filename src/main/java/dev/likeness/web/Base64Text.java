package dev.likeness.web;

import dev.likeness.common.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Decodes base64 as it comes: plain or URL-safe, padded or not, broken into lines, or as a {@code data:} URI. */
final class Base64Text {

    private static final String SCHEME = "data:";
    private static final int LONGEST_PREFIX = 1024;
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
        VALUES['-'] = 62;
        VALUES['_'] = 63;
    }

    private final String field;
    private final OutputStream out;
    private final byte[] buffer = new byte[12_288];
    private int filled;
    /** What may still be the head of a data URI. */
    private StringBuilder head = new StringBuilder();
    private boolean settled;
    private int bits;
    private int count;
    private int padding;

    Base64Text(String field, OutputStream out) {
        this.field = field;
        this.out = out;
    }

    void accept(char c) throws IOException {
        if (settled) {
            decode(c);
        } else {
            lookAt(c);
        }
    }

    private void lookAt(char c) throws IOException {
        if (head.isEmpty() && c <= ' ') {
            return;
        }
        head.append(c);
        String start = head.toString().toLowerCase(Locale.ROOT);
        if (start.length() <= SCHEME.length() ? SCHEME.startsWith(start) : c != ',') {
            if (head.length() > LONGEST_PREFIX) {
                throw wrong();
            }
            return;
        }
        if (c == ',' && start.startsWith(SCHEME)) {
            if (!start.endsWith(";base64,")) {
                throw wrong();
            }
            settled = true;
        } else {
            flushHead();
        }
    }

    /** It was no data URI: what was held back is base64. */
    private void flushHead() throws IOException {
        settled = true;
        for (int i = 0; i < head.length(); i++) {
            decode(head.charAt(i));
        }
        head = new StringBuilder();
    }

    private void decode(char c) throws IOException {
        if (c <= ' ') {
            return;
        }
        if (c == '=') {
            padding++;
            return;
        }
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0 || padding > 0) {
            throw wrong();
        }
        bits = bits << 6 | value;
        if (++count == 4) {
            put(bits >> 16);
            put(bits >> 8);
            put(bits);
            bits = 0;
            count = 0;
        }
    }

    void end() throws IOException {
        if (!settled) {
            if (head.length() >= SCHEME.length()) {
                throw wrong();
            }
            flushHead();
        }
        if (count == 1 || padding > 2) {
            throw wrong();
        }
        if (count > 1) {
            put(bits >> (count == 2 ? 4 : 10));
        }
        if (count == 3) {
            put(bits >> 2);
        }
        out.write(buffer, 0, filled);
        filled = 0;
    }

    private void put(int value) throws IOException {
        buffer[filled++] = (byte) value;
        if (filled == buffer.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
    }

    private ApiException wrong() {
        return ApiException.invalid(field, field + " must be base64");
    }
}
