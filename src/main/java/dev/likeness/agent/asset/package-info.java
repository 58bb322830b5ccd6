/**
 * The bytes of agents in the object store: how they are keyed, by which URLs clients fetch them, and how they go again
 * when the agent is deleted or nothing refers to them. It knows codes and keys, not agents.
 */
@NullMarked
@NamedInterface("asset")
package dev.likeness.agent.asset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
