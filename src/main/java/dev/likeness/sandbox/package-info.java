/**
 * Doors for people who test a client: accounts with any credits, a clock that jumps, failures on demand (CONTRACT 12).
 * They exist only where {@code likeness.sandbox.enabled} is true. It owns {@code installation_clock}; who has timers
 * hears of a jump through {@link dev.likeness.common.ClockMoved}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "account"})
package dev.likeness.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
