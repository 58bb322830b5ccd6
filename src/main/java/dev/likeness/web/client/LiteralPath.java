package dev.likeness.web.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose path means every character it has. Spring takes what follows a {@code ;} for parameters beside the path,
 * so that {@code …/api-secrets/prod;old} would name another secret; here there are none.
 */
final class LiteralPath extends HttpServletRequestWrapper {

    private final String path;

    private LiteralPath(HttpServletRequest request, String path) {
        super(request);
        this.path = path;
    }

    static HttpServletRequest of(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.indexOf(';') < 0 ? request : new LiteralPath(request, path.replace(";", "%3B"));
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        int start = url.indexOf("/", url.indexOf("//") + 2);
        return url.replace(start < 0 ? url.length() : start, url.length(), path);
    }
}
