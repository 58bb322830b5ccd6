/**
 * A portrait that moves: how the head turns by its depth, when the eyes blink, frames warped for that, and the video they
 * are encoded to. It says of every frame where a tile of {@code mouth} belongs on it.
 */
@NullMarked
@NamedInterface("film")
package dev.likeness.avatar.film;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
