/**
 * Written text to what is said: sentences one by one, numbers, dates, signs and abbreviations as words, the marks of SSML.
 * Which sounds a word has is not known here. One more file than elsewhere: its parts know each other's marks and ends, which
 * two packages would have to make public.
 */
@NullMarked
@NamedInterface("text")
package dev.likeness.voice.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
