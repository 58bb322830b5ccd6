/**
 * Texts to speech by whichever engine speaks the voice and the language: sentence by sentence, with the pauses between
 * them, so that a text of any length takes the memory of one sentence. Engines are rooms beside it and given to it.
 */
@NullMarked
@NamedInterface("speak")
package dev.likeness.voice.speak;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
