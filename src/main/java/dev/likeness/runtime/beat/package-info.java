/**
 * The two doors through which heartbeats come, told apart only by how clients spell them: one is answered with a token,
 * the other with a count. What is metered is decided behind them, in {@link dev.likeness.runtime.RuntimeSessions}.
 */
@NullMarked
@NamedInterface("beat")
package dev.likeness.runtime.beat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
