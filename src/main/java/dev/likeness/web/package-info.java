/**
 * The HTTP edge: who calls ({@code web.client} before it is asked, {@code web.gate} where it is), how often
 * ({@code web.limit}), the error envelope, request ids, JSON and OpenAPI rules, and the one client for addresses that users
 * give ({@code web.egress}). It owns no resource of the API; who a secret belongs to is told by account through
 * {@link dev.likeness.web.CallerResolver}, other kinds of caller by each {@link dev.likeness.web.Doorkeeper}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "common")
package dev.likeness.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
