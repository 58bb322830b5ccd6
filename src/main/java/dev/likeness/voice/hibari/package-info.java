/**
 * The engine that travels with the program: a small net that speaks English with one voice, and what makes ten of it.
 * On one thread it takes a fiftieth of the time of what it says.
 */
@NullMarked
@NamedInterface("hibari")
package dev.likeness.voice.hibari;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
