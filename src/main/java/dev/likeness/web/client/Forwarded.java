package dev.likeness.web.client;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say of the request that reached them, true or not: {@code X-Forwarded-*} and RFC 7239's {@code Forwarded}.
 *
 * @param chain what each proxy saw, the nearest last; empty where nothing is said, where it cannot be read, or where the
 *     two spellings contradict each other: a proxy writes one of them and may hand the client's own on as the other
 */
record Forwarded(List<Hop> chain) {

    /** One spelling's name of an element, and all of it: a token, or a text in quotes. */
    private static final Pattern PAIR = Pattern
            .compile("\\s*([\\w!#$%&'*+.^`|~-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;,\"\\s]*))\\s*(,|;|$)");
    private static final Pattern HOST = Pattern
            .compile("([A-Za-z0-9]([A-Za-z0-9._-]*)|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

    /**
     * What one proxy saw.
     *
     * @param client the address, maybe with brackets and port
     * @param scheme {@code http} or {@code https}
     * @param host the name the client used, maybe with a port
     */
    record Hop(@Nullable String client, @Nullable String scheme, @Nullable String host) {

        private boolean contradicts(Hop other) {
            return differ(client == null ? null : address(client), other.client == null ? null : address(other.client))
                    || differ(scheme, other.scheme) || differ(host, other.host);
        }

        private static boolean differ(@Nullable String one, @Nullable String other) {
            return one != null && other != null && !one.equalsIgnoreCase(other);
        }

        private Hop with(Hop other) {
            return new Hop(client == null ? other.client : client, scheme == null ? other.scheme : scheme,
                    host == null ? other.host : host);
        }
    }

    static Forwarded in(HttpServletRequest request) {
        List<Hop> usual = usual(request);
        List<Hop> standard = standard(String.join(",", Collections.list(request.getHeaders("Forwarded"))));
        if (request.getHeader("Forwarded") == null || usual.isEmpty()) {
            return new Forwarded(usual.isEmpty() ? standard : usual);
        }
        if (usual.size() != standard.size()) {
            return new Forwarded(List.of());
        }
        List<Hop> both = new ArrayList<>();
        for (int i = 0; i < usual.size(); i++) {
            if (usual.get(i).contradicts(standard.get(i))) {
                return new Forwarded(List.of());
            }
            both.add(usual.get(i).with(standard.get(i)));
        }
        return new Forwarded(both);
    }

    /** Whether anything is said at all. */
    static boolean present(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") != null || request.getHeader("X-Forwarded-Proto") != null
                || request.getHeader("X-Forwarded-Host") != null || request.getHeader("Forwarded") != null;
    }

    private static List<Hop> usual(HttpServletRequest request) {
        List<String> clients = values(request, "X-Forwarded-For");
        List<String> schemes = values(request, "X-Forwarded-Proto");
        List<String> hosts = values(request, "X-Forwarded-Host");
        List<String> ports = values(request, "X-Forwarded-Port");
        int hops = Math.max(clients.size(), schemes.isEmpty() && hosts.isEmpty() ? 0 : 1);
        List<Hop> chain = new ArrayList<>();
        for (int i = 0; i < hops; i++) {
            String host = at(hosts, i, hops);
            String port = at(ports, i, hops);
            if (host != null && port != null && !host.matches(".*:\\d+")) {
                host = host + ":" + port;
            }
            chain.add(new Hop(clients.isEmpty() ? null : clients.get(i), scheme(at(schemes, i, hops)), host(host)));
        }
        return chain;
    }

    /** Some proxies add to every header, others set what they alone know: then it is of all. */
    private static @Nullable String at(List<String> values, int hop, int hops) {
        return values.size() == hops ? values.get(hop) : values.isEmpty() ? null : values.getFirst();
    }

    /** Nothing where a part cannot be read: an open quote of the client's would swallow what the proxy adds. */
    private static List<Hop> standard(String header) {
        List<Hop> chain = new ArrayList<>();
        Hop hop = new Hop(null, null, null);
        Matcher pair = PAIR.matcher(header);
        for (int at = 0; at < header.length(); at = pair.end()) {
            if (!pair.region(at, header.length()).lookingAt()) {
                return List.of();
            }
            String value = Objects.requireNonNullElseGet(pair.group(3),
                    () -> pair.group(2).replaceAll("\\\\(.)", "$1"));
            hop = switch (pair.group(1).toLowerCase(Locale.ROOT)) {
                case "for" -> new Hop(value, hop.scheme, hop.host);
                case "proto" -> new Hop(hop.client, scheme(value), hop.host);
                case "host" -> new Hop(hop.client, hop.scheme, host(value));
                // Who the proxies are is not asked.
                default -> hop;
            };
            if (!pair.group(4).equals(";")) {
                chain.add(hop);
                hop = new Hop(null, null, null);
            }
        }
        return chain;
    }

    private static @Nullable String scheme(@Nullable String scheme) {
        return "https".equalsIgnoreCase(scheme) ? "https" : "http".equalsIgnoreCase(scheme) ? "http" : null;
    }

    private static @Nullable String host(@Nullable String host) {
        return host != null && HOST.matcher(host).matches() ? host : null;
    }

    /** An address without its port and brackets. */
    static String address(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String value : line.split(",")) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }
}
