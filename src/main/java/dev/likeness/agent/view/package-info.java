/**
 * Agents as their owners see and change them (CONTRACT 3.2, 3.3): what one answer shows of an agent is read by one statement,
 * so that it was true at one moment; who may show it, which nothing else depends on, by another. It writes by way of
 * {@link dev.likeness.agent.Agents} alone.
 */
@NullMarked
package dev.likeness.agent.view;

import org.jspecify.annotations.NullMarked;
