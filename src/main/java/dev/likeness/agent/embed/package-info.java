/**
 * What pages need to know of an agent: whether its owner lets them show it, and where its files are. It owns the table
 * {@code agent_embed}; who visits is another package's business.
 */
@NullMarked
@NamedInterface("embed")
package dev.likeness.agent.embed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
