package dev.likeness.web.client;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say of the request that reached them, true or not: {@code X-Forwarded-*} and RFC 7239's {@code Forwarded}.
 *
 * @param chain addresses as each proxy saw its client, the nearest last; empty where nothing is said, or where the two
 *     spellings contradict each other: a proxy writes one of them and may hand the client's own on as the other
 * @param scheme {@code http} or {@code https}
 * @param host the name the client used, maybe with a port
 */
record Forwarded(List<String> chain, @Nullable String scheme, @Nullable String host) {

    private static final Pattern PAIR = Pattern.compile("(?:^|[;,])\\s*(\\w+)\\s*=\\s*(\"[^\"]*\"|[^;,\\s]*)");
    private static final Pattern HOST = Pattern
            .compile("([A-Za-z0-9]([A-Za-z0-9._-]*)|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

    static Forwarded in(HttpServletRequest request) {
        List<String> addresses = values(request, "X-Forwarded-For");
        List<String> standard = new ArrayList<>();
        String scheme = first(values(request, "X-Forwarded-Proto"));
        String host = first(values(request, "X-Forwarded-Host"));
        String port = first(values(request, "X-Forwarded-Port"));
        if (host != null && port != null && !host.matches(".*:\\d+")) {
            host = host + ":" + port;
        }
        Matcher pair = PAIR.matcher(String.join(",", Collections.list(request.getHeaders("Forwarded"))));
        String standardScheme = null;
        String standardHost = null;
        while (pair.find()) {
            String value = pair.group(2).replace("\"", "");
            switch (pair.group(1).toLowerCase(Locale.ROOT)) {
                case "for" -> standard.add(value);
                case "proto" -> standardScheme = standardScheme == null ? value : standardScheme;
                case "host" -> standardHost = standardHost == null ? value : standardHost;
                default -> {
                    // Who the proxies are is not asked.
                }
            }
        }
        return new Forwarded(agreed(addresses, standard), known(agreed(scheme, standardScheme)),
                named(agreed(host, standardHost)));
    }

    /** Whether anything is said at all. */
    static boolean present(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") != null || request.getHeader("X-Forwarded-Proto") != null
                || request.getHeader("X-Forwarded-Host") != null || request.getHeader("Forwarded") != null;
    }

    private static List<String> agreed(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return bare(one).equals(bare(other)) ? one : List.of();
    }

    private static List<String> bare(List<String> chain) {
        return chain.stream().map(Forwarded::address).toList();
    }

    private static @Nullable String agreed(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.equalsIgnoreCase(other) ? one : null;
    }

    private static @Nullable String known(@Nullable String scheme) {
        return "https".equalsIgnoreCase(scheme) ? "https" : "http".equalsIgnoreCase(scheme) ? "http" : null;
    }

    private static @Nullable String named(@Nullable String host) {
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

    private static @Nullable String first(List<String> values) {
        return values.isEmpty() ? null : values.getFirst();
    }
}
