package dev.likeness.web.client;

import dev.likeness.common.StartRefusedException;
import dev.likeness.web.client.Forwarded.Hop;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees through the proxies that are trusted: whose headers count, and which address is then the client's. */
final class Proxies {

    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

    private final List<Network> trusted;
    private final boolean publicUrl;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param publicUrl whether URLs that are handed out have an origin of their own */
    Proxies(List<String> trusted, boolean publicUrl) {
        this.trusted = trusted.stream().map(String::strip).filter(one -> !one.isEmpty()).map(Proxies::network).toList();
        this.publicUrl = publicUrl;
    }

    private static Network network(String text) {
        try {
            return Network.of(text);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("'" + text + "' is no address and no network of addresses.",
                    "Set LIKENESS_WEB_TRUSTED_PROXIES to the proxies' addresses, such as 10.0.0.0/8,192.0.2.7");
        }
    }

    /** The request as the client sent it to the outermost trusted proxy. */
    HttpServletRequest seen(HttpServletRequest request) {
        if (!Forwarded.present(request)) {
            return request;
        }
        if (!trusts(request.getRemoteAddr())) {
            warn(request);
            return request;
        }
        Hop seen = outermost(request.getRemoteAddr(), Forwarded.in(request).chain());
        return new ForwardedRequest(request, String.valueOf(seen.client()), seen.scheme(), seen.host());
    }

    /**
     * From the nearest outward, what the last proxy of ours saw: the first client that is none. What stands before it is
     * that client's own claim.
     */
    private Hop outermost(String peer, List<Hop> chain) {
        Hop outermost = new Hop(peer, null, null);
        for (Hop hop : chain.reversed()) {
            String address = hop.client() == null ? null : Forwarded.address(hop.client());
            if (address == null || !isAddress(address)) {
                // "unknown", or a name that hides the address: the last one that is told is as far as we see.
                return new Hop(outermost.client(), hop.scheme(), hop.host());
            }
            outermost = new Hop(address, hop.scheme(), hop.host());
            if (!trusts(address)) {
                break;
            }
        }
        return outermost;
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private boolean trusts(String address) {
        if (trusted.isEmpty() || !isAddress(address)) {
            return false;
        }
        InetAddress ip = InetAddress.ofLiteral(address);
        return trusted.stream().anyMatch(network -> network.contains(ip));
    }

    private void warn(HttpServletRequest request) {
        if (trusted.isEmpty() && !warned.getAndSet(true)) {
            LOG.warn(
                    "{} sends forwarded headers, so a proxy seems to stand before this server, and none is trusted: all "
                            + "clients count as one address{}. Set LIKENESS_WEB_TRUSTED_PROXIES to the proxy's "
                            + "address{}",
                    request.getRemoteAddr(), publicUrl ? "" : ", and URLs that are handed out begin with http",
                    publicUrl ? "" : ", or LIKENESS_PUBLIC_URL for the URLs alone");
        }
    }
}
