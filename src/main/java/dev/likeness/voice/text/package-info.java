/**
 * Written text to what is said: sentences one by one, numbers, dates, signs and abbreviations as words, the marks of SSML.
 * Which sounds a word has is not known here.
 */
@NullMarked
@NamedInterface("text")
package dev.likeness.voice.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
