/**
 * Pulling what was built (CONTRACT 3.5): who may have which model's file, whole or in parts, and the showcase that
 * anybody may pull from. It changes nothing.
 */
@NullMarked
package dev.likeness.agent.download;

import org.jspecify.annotations.NullMarked;
