/**
 * English words to their sounds, in the alphabet that the nets of speech in the project read: lexica, endings, a net for
 * unknown words, and which of two readings of a word its neighbours ask for. Numbers and signs are words already.
 */
@NullMarked
@NamedInterface("phoneme")
package dev.likeness.voice.phoneme;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
