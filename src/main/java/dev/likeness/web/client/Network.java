package dev.likeness.web.client;

import java.net.InetAddress;
import java.util.Arrays;

/** An address, or all addresses that begin alike: {@code 10.0.0.0/8}, {@code fd00::/8}, {@code 192.0.2.7}. */
record Network(byte[] start, int bits) {

    /** Throws IllegalArgumentException when it is none. */
    static Network of(String text) {
        int slash = text.indexOf('/');
        byte[] start = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? start.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > start.length * 8) {
            throw new IllegalArgumentException(text);
        }
        return new Network(start, bits);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != start.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = 0xff << (8 - bits % 8) & 0xff;
        return Arrays.equals(bytes, 0, whole, start, 0, whole)
                && (bits % 8 == 0 || (bytes[whole] & rest) == (start[whole] & rest));
    }
}
