/**
 * The engine of the pack that {@code src/scripts/voices} fetches: a net of 82 million weights that speaks English as ten
 * people. It is taken from a folder of the operator's and only where every file is the one known. On one thread it takes
 * about three quarters of the time of what it says.
 */
@NullMarked
@NamedInterface("kokoro")
package dev.likeness.voice.kokoro;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
