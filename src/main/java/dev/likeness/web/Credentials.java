package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a request presents to be let in, good or not. */
public final class Credentials {

    private static final String BEARER = "Bearer ";

    private Credentials() {
    }

    /** The API secret, in either header (CONTRACT 1.1); null when there is none. */
    public static @Nullable String secret(HttpServletRequest request) {
        String secret = request.getHeader("api-secret");
        return secret == null || secret.isBlank() ? bearer(request) : secret.strip();
    }

    /** The token of {@code Authorization: Bearer}; null when there is none. */
    public static @Nullable String bearer(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
