/**
 * Engines that are not in the server: espeak-ng as a child process, and other servers that speak as OpenAI's does. Both
 * read by themselves and tell no times, so what they said is heard for its phones; both are waited for with a bound and
 * answer with a bounded number of bytes.
 */
@NullMarked
@NamedInterface("outside")
package dev.likeness.voice.outside;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
