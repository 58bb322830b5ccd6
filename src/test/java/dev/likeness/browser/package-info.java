/** A browser that tests drive, and the embed page in it with a room that stands in for the server's. */
@NullMarked
package dev.likeness.browser;

import org.jspecify.annotations.NullMarked;
