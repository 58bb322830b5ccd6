/**
 * Following agents as they change, by server-sent events: who listens on this node, and the one look at the database for
 * all of them.
 */
@NullMarked
package dev.likeness.agent.watch;

import org.jspecify.annotations.NullMarked;
