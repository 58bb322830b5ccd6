package dev.likeness.web.limit;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which bucket an operation takes from (CONTRACT 1.5). */
public enum Meter {

    /** Never limited. */
    NONE,
    /** By the account's plan. */
    GENERATE,
    WRITE,
    READ,
    /** By account, whatever its plan. */
    REALTIME,
    /** By the client's address, before anybody asks who it is. */
    ADDRESS;

    private static final Set<String> BY_ADDRESS = Set.of("/v1/me", "/v1/embed-tokens/request",
            "/v1/runtime-tokens/mint", "/embed/*/room");
    /** Heartbeats in both spellings, what asks whether they may be sent, and what is no operation of an account. */
    private static final List<String> FREE = List.of("/v1/webhooks", "/v1/runtime-tokens", "/v1/runtime/",
            "/v1/validate", "/v1/auth/validate", "/v1/meter/", "/health", "/status.json", "/sandbox/", "/operator/",
            "/v1/worker/", "/openapi", "/docs", "/objects/", "/public/", "/uploads/");
    private static final Set<String> ORDERS = Set.of("/v1/agent/generate", "/v1/agent/{code}/models",
            "/v1/dynamics/generate", "/v1/video/generate");

    /** @param pattern the operation's path as it is documented */
    public static Meter of(String method, String pattern) {
        if (BY_ADDRESS.contains(pattern)) {
            return ADDRESS;
        }
        if (FREE.stream().anyMatch(pattern::startsWith)) {
            return NONE;
        }
        if (pattern.equals("/v1/realtime/ephemeral-token")) {
            return REALTIME;
        }
        if (method.equals("GET") || method.equals("HEAD")) {
            return READ;
        }
        return ORDERS.contains(pattern) ? GENERATE : WRITE;
    }

    /** Its name in headers and messages. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
