package dev.likeness.web.egress;

import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AllowPrivate allowed;
    /** The system's resolver cannot be interrupted and would hold the carrier of a virtual thread. */
    private final ExecutorService lookUps = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("egress-dns-", 1).factory());

    GuardedResolver(AllowPrivate allowed) {
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress literal = literal(host);
        InetAddress[] addresses = literal == null ? patiently(host) : new InetAddress[]{literal};
        if (!Arrays.stream(addresses).allMatch(address -> Addresses.mayReach(address, allowed))) {
            throw new RefusedHostException();
        }
        return addresses;
    }

    private InetAddress[] patiently(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = lookUps.submit(() -> lookUp(host));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            throw new UnknownHostException(host);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    void close() {
        lookUps.shutdownNow();
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
