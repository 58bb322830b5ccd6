/**
 * Pixels: pictures decoded, encoded, read between their pixels, blurred and written on, and the native memory they lie in.
 * Nothing here knows what a picture shows.
 */
@NullMarked
package dev.likeness.avatar.picture;

import org.jspecify.annotations.NullMarked;
