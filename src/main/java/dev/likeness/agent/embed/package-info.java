/**
 * What pages need to know of an agent: whether its owner lets them show it. It owns the table {@code agent_embed}; who
 * visits is another package's business.
 */
@NullMarked
@NamedInterface("embed")
package dev.likeness.agent.embed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
