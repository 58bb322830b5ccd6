package dev.likeness.web.client;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.StartRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;

/**
 * What a browser may be made to do by somebody else's page. Browsers tell where a request comes from
 * ({@code Sec-Fetch-Site}, {@code Origin}); programs send neither and never notice. Reading needs no check: a page of
 * another origin is not shown the answer. Pages of origins that are set may call everything but the doors that need no
 * secret, or whose callers are no pages.
 */
final class Browsers {

    private static final String ANY = "*";
    private static final String EMBED = "/embed/";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<String> NOT_FOR_PAGES = List.of("/sandbox/", "/operator/", "/v1/worker/");
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String SHOWN = "X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, "
            + "X-RateLimit-Reset, RateLimit, RateLimit-Policy, Idempotency-Replayed, X-Sample-Rate, ETag, "
            + "Content-Disposition";
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#,\\s]+");
    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9, _-]{1,1000}");

    private final Set<String> origins;
    private final String publicAuthority;

    /**
     * @param origins whose pages may call the API; {@code *} is everybody's
     * @param publicAuthority name and port of the public URL; empty for none
     */
    Browsers(Collection<String> origins, String publicAuthority) {
        this.origins = origins.stream().map(Browsers::comparable).filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet());
        this.origins.stream().filter(origin -> !origin.equals(ANY) && !ORIGIN.matcher(origin).matches()).findAny()
                .ifPresent(wrong -> {
                    throw new StartRefusedException("'" + wrong + "' is no origin of pages.",
                            "Set LIKENESS_WEB_CORS to origins such as https://app.example.com, or to *");
                });
        this.publicAuthority = authority(publicAuthority);
    }

    /** Whether the request goes on; false when all there is to say is said. Raises {@code FORBIDDEN}. */
    boolean admit(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String site = request.getHeader("Sec-Fetch-Site");
        if (origin == null && site == null) {
            return true;
        }
        if (request.getServletPath().startsWith(EMBED)) {
            // Each agent has a list of its own, which its pages and rooms hold everybody to.
            return true;
        }
        boolean preflight = CorsUtils.isPreFlightRequest(request);
        if (!foreign(request, origin, site)) {
            return true;
        }
        if (origin != null && mayCall(request, origin)) {
            share(request, response, origin);
            if (preflight) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            return !preflight;
        }
        if (preflight || changes(request)) {
            throw new ApiException(CommonError.FORBIDDEN, "Pages of other sites may not do this. To let an origin's "
                    + "pages call the API, add it to LIKENESS_WEB_CORS");
        }
        return true;
    }

    private static boolean changes(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) || request.getHeader(HttpHeaders.UPGRADE) != null;
    }

    /** A page of another port of this host is another origin's, though it is called the same site. */
    private boolean foreign(HttpServletRequest request, @Nullable String origin, @Nullable String site) {
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        int scheme = origin == null ? -1 : origin.indexOf("://");
        if (origin == null || scheme < 0) {
            return true;
        }
        String from = authority(origin.substring(scheme + 3));
        if (from.isEmpty()) {
            // A file's page, which some browsers call so.
            return true;
        }
        String host = request.getHeader(HttpHeaders.HOST);
        return !(host != null && from.equals(authority(host))
                || from.equals(authority(request.getServerName() + ":" + request.getServerPort()))
                || from.equals(publicAuthority));
    }

    private boolean mayCall(HttpServletRequest request, String origin) {
        // Decoded, as handlers are found: /%73andbox is no way around.
        String path = request.getServletPath() + "/";
        return (origins.contains(ANY) || origins.contains(comparable(origin)))
                && NOT_FOR_PAGES.stream().noneMatch(path::startsWith);
    }

    private static void share(HttpServletRequest request, HttpServletResponse response, String origin) {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        if (!CorsUtils.isPreFlightRequest(request)) {
            return;
        }
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600");
        String names = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (names != null && HEADER_NAMES.matcher(names).matches()) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, names);
        }
        if (request.getHeader("Access-Control-Request-Private-Network") != null) {
            response.setHeader("Access-Control-Allow-Private-Network", "true");
        }
    }

    private static String comparable(String origin) {
        String text = origin.strip().toLowerCase(Locale.ROOT);
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Name and port, the usual ports left out: who ends TLS before us leaves us with another than the page's. */
    private static String authority(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
