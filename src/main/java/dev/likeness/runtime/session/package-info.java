/** An account's own sessions, as their owner sees and stops them. */
@NullMarked
package dev.likeness.runtime.session;

import org.jspecify.annotations.NullMarked;
