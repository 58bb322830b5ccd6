/** The program: what starts it, its embedded database, and the sentences it says when it cannot start. */
@NullMarked
package dev.likeness;

import org.jspecify.annotations.NullMarked;
