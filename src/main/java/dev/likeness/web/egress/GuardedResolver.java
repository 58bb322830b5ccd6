package dev.likeness.web.egress;

import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a name, and refuses it when any of its addresses may not be reached. The connection goes to exactly the
 * addresses checked here, so that a second answer of the same name cannot slip through.
 */
class GuardedResolver implements DnsResolver {

    /** Told apart from a name that does not exist. */
    static final class RefusedHostException extends UnknownHostException {
    }

    private final AllowPrivate allowed;

    GuardedResolver(AllowPrivate allowed) {
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress literal = literal(host);
        InetAddress[] addresses = literal == null ? lookUp(host) : new InetAddress[]{literal};
        if (!Arrays.stream(addresses).allMatch(address -> Addresses.mayReach(address, allowed))) {
            throw new RefusedHostException();
        }
        return addresses;
    }

    InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    private static @Nullable InetAddress literal(String host) throws RefusedHostException {
        try {
            return Addresses.literal(host);
        } catch (EgressException _) {
            throw new RefusedHostException();
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
