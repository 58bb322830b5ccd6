package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;

/** Knows one kind of caller that shows something else than an account's secret. Implemented by whose callers they are. */
public interface Doorkeeper {

    CallerKind kind();

    /** Raises {@code MISSING_AUTH} where nothing is shown, {@code UNAUTHORIZED} where it is not good. */
    void check(HttpServletRequest request);
}
