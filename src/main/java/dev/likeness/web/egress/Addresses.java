package dev.likeness.web.egress;

import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which IP addresses are public, and what odd spellings of one mean. */
final class Addresses {

    /** IPv4 blocks that are not of the public network: address, prefix length. */
    private static final int[][] NOT_PUBLIC_4 = {{ip(0, 0, 0, 0), 8}, {ip(10, 0, 0, 0), 8}, {ip(100, 64, 0, 0), 10},
            {ip(127, 0, 0, 0), 8}, {ip(169, 254, 0, 0), 16}, {ip(172, 16, 0, 0), 12}, {ip(192, 0, 0, 0), 24},
            {ip(192, 0, 2, 0), 24}, {ip(192, 88, 99, 0), 24}, {ip(192, 168, 0, 0), 16}, {ip(198, 18, 0, 0), 15},
            {ip(198, 51, 100, 0), 24}, {ip(203, 0, 113, 0), 24}, {ip(224, 0, 0, 0), 4}, {ip(240, 0, 0, 0), 4}};

    private Addresses() {
    }

    static boolean mayReach(InetAddress address, AllowPrivate allowed) {
        return switch (allowed) {
            case ALL -> true;
            case LOOPBACK -> isLoopback(address) || isPublic(address);
            case NONE -> isPublic(address);
        };
    }

    private static boolean isLoopback(InetAddress address) {
        byte[] inner = embedded(address.getAddress());
        return address.isLoopbackAddress() || inner != null && inner[0] == 127;
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return isPublic4(bytes);
        }
        byte[] inner = embedded(bytes);
        if (inner != null) {
            return isPublic4(inner);
        }
        // Only 2000::/3 is given out; not of it Teredo, ORCHID and the rest of 2001::/23, documentation, and 3fff::/20.
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        return (first & 0xe000) == 0x2000 && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                && !(first == 0x3fff && second < 0x1000)
                && (!isIsatap(bytes) || isPublic4(Arrays.copyOfRange(bytes, 12, 16)));
    }

    /** A site's tunnel to the IPv4 address in the last 32 bits (RFC 5214), whatever network the first 64 bits name. */
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
    }

    /** The IPv4 address that an IPv6 one leads to: mapped, compatible, translated, NAT64 or 6to4. */
    private static byte @Nullable [] embedded(byte[] bytes) {
        if (bytes.length != 16) {
            return null;
        }
        boolean zeros = isZero(bytes, 0, 8);
        boolean mapped = zeros && isZero(bytes, 8, 10) && bytes[10] == -1 && bytes[11] == -1;
        boolean compatible = zeros && isZero(bytes, 8, 12);
        boolean translated = zeros && bytes[8] == -1 && bytes[9] == -1 && isZero(bytes, 10, 12);
        // 64:ff9b::/96 and the local-use 64:ff9b:1::/48, whose last 32 bits are what it is mostly run with.
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        if (mapped || compatible || translated) {
            return Arrays.copyOfRange(bytes, 12, 16);
        }
        if (nat64) {
            // The local-use block is somebody's own network, wherever it leads.
            return isZero(bytes, 4, 12) ? Arrays.copyOfRange(bytes, 12, 16) : new byte[4];
        }
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return sixToFour ? Arrays.copyOfRange(bytes, 2, 6) : null;
    }

    private static boolean isPublic4(byte[] bytes) {
        int address = ip(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
        return Arrays.stream(NOT_PUBLIC_4)
                .noneMatch(block -> (address ^ block[0]) >>> (32 - block[1]) == 0);
    }

    /**
     * The address a host name literally is, in any spelling that some resolver understands: dotted, short, decimal, octal,
     * hexadecimal or IPv6 in brackets; null when it is a name.
     *
     * @throws EgressException {@code REFUSED} for what looks like a number and is no address
     */
    static @Nullable InetAddress literal(String host) {
        String text = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (text.indexOf(':') >= 0) {
            if (text.matches(".*[:.]0[0-9].*\\..*|.*\\.0[0-9].*")) {
                // Octal to some readers, decimal to others.
                throw refused();
            }
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException _) {
                throw refused();
            }
        }
        String[] parts = (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT)
                .split("\\.", -1);
        // As the URL standard says: a host whose last label is a number is an IPv4 address or nothing.
        if (!parts[parts.length - 1].matches("\\d+|0x[0-9a-f]*")) {
            return null;
        }
        if (parts.length > 4) {
            throw refused();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long value = number(parts[i]);
            boolean last = i == parts.length - 1;
            int bits = last ? 8 * (5 - parts.length) : 8;
            if (value >= 1L << bits) {
                throw refused();
            }
            address = address << bits | value;
        }
        return ofBytes(new byte[]{(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8),
                (byte) address});
    }

    private static long number(String part) {
        try {
            if (part.startsWith("0x")) {
                return part.length() == 2 ? 0 : Long.parseUnsignedLong(part.substring(2), 16) & Long.MAX_VALUE;
            }
            return Long.parseLong(part, part.length() > 1 && part.startsWith("0") ? 8 : 10);
        } catch (NumberFormatException _) {
            throw refused();
        }
    }

    static EgressException refused() {
        return new EgressException(EgressException.Kind.REFUSED, "The URL must lead to a public address");
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int ip(int a, int b, int c, int d) {
        return a << 24 | b << 16 | c << 8 | d;
    }
}
