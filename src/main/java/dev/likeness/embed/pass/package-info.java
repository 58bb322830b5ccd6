/** What visitors show: their tokens, the names under which they come back, and which of an account's secrets pays for them. */
@NullMarked
package dev.likeness.embed.pass;

import org.jspecify.annotations.NullMarked;
