package dev.likeness.web.client;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who is counted together where addresses are counted: one IPv4 address, one IPv6 network (a client owns at least a /64),
 * or this machine.
 *
 * @param key the same for all that count as one
 * @param loopback whether it is this machine
 */
public record ClientAddress(String key, boolean loopback) {

    private static final String SEEN = ClientAddress.class.getName();

    /** The client of a request, behind the proxies that are trusted. */
    public static ClientAddress of(HttpServletRequest request) {
        // The container's own dispatch to the error page does not come through the edge.
        return request.getAttribute(SEEN) instanceof ClientAddress seen ? seen : of(request.getRemoteAddr());
    }

    /** The client with that address. */
    public static ClientAddress of(String address) {
        try {
            InetAddress ip = InetAddress.ofLiteral(address);
            byte[] bytes = ip.getAddress();
            return ip.isLoopbackAddress()
                    ? new ClientAddress("loopback", true)
                    : new ClientAddress(
                            HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 16 ? 8 : 4)), false);
        } catch (IllegalArgumentException _) {
            return new ClientAddress(address, false);
        }
    }

    /** For the rest of the request. What came by way of a proxy did not begin on this machine, whatever is said of it. */
    static void remember(HttpServletRequest request) {
        ClientAddress seen = of(request.getRemoteAddr());
        request.setAttribute(SEEN, new ClientAddress(seen.key, seen.loopback && !Forwarded.present(request)));
    }
}
