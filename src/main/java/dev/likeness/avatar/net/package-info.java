/** Trained nets that travel with the program: checked, read and run. What their numbers mean is the callers' business. */
@NullMarked
package dev.likeness.avatar.net;

import org.jspecify.annotations.NullMarked;
