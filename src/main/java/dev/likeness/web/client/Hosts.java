package dev.likeness.web.client;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which names a server answers to. One that listens on loopback is reached by its own machine alone, and so by every page
 * that a browser on it shows, once that page's name is made to point here (DNS rebinding): so it answers to loopback's
 * names, and others are a setting.
 */
final class Hosts {

    private final boolean guarded;
    private final Set<String> names;

    /**
     * @param guarded whether names that are not known are refused
     * @param names known ones beside loopback's
     */
    Hosts(boolean guarded, Collection<String> names) {
        this.guarded = guarded;
        this.names = names.stream().map(Hosts::name).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    /** Raises {@code FORBIDDEN} for a name that is not this server's. */
    void check(HttpServletRequest request) {
        String header = request.getHeader("Host");
        // Probes of a balancer name the address they were given, and health tells a page of another site nothing.
        if (!guarded || header == null || request.getRequestURI().matches("/health(/.*)?")) {
            return;
        }
        String name = name(header);
        if (!name.isEmpty() && !isLoopback(name) && !names.contains(name)) {
            throw new ApiException(CommonError.FORBIDDEN, "This server does not answer to the host name of this "
                    + "request. To let it, add the name to LIKENESS_WEB_HOSTS, or set LIKENESS_PUBLIC_URL");
        }
    }

    static boolean isLoopback(String name) {
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(name).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Without port, brackets and final dot. */
    static String name(String host) {
        String name = Forwarded.address(host.strip()).toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
