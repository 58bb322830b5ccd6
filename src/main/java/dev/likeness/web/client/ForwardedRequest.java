package dev.likeness.web.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request as a trusted proxy has seen it. */
final class ForwardedRequest extends HttpServletRequestWrapper {

    private final String client;
    private final String scheme;
    private final String host;
    private final int port;

    ForwardedRequest(HttpServletRequest request, String client, @Nullable String scheme, @Nullable String host) {
        super(request);
        this.client = client;
        this.scheme = scheme == null ? request.getScheme() : scheme;
        boolean moved = scheme != null && !scheme.equals(request.getScheme());
        int colon = host == null ? -1 : host.lastIndexOf(':');
        boolean withPort = host != null && colon > host.lastIndexOf(']');
        this.host = host == null
                ? Objects.requireNonNullElse(request.getServerName(), "localhost")
                : withPort ? host.substring(0, colon) : host;
        if (withPort) {
            port = Integer.parseInt(Objects.requireNonNull(host).substring(colon + 1));
        } else if (host != null || moved && !namesPort(request)) {
            port = this.scheme.equals("https") ? 443 : 80;
        } else {
            port = request.getServerPort();
        }
    }

    private static boolean namesPort(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null && host.lastIndexOf(':') > host.lastIndexOf(']');
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getRemoteHost() {
        return client;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String getServerName() {
        return host;
    }

    @Override
    public int getServerPort() {
        return port;
    }

    @Override
    public StringBuffer getRequestURL() {
        boolean usual = port == (isSecure() ? 443 : 80);
        return new StringBuffer(scheme + "://" + host + (usual ? "" : ":" + port) + getRequestURI());
    }
}
