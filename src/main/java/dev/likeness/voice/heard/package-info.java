/**
 * What a foreign sound says: one channel of 16 kHz in, the sounds of speech and their times out, whole or while it
 * arrives. The net was trained on English; of other languages it hears how far the mouth is open better than where the
 * lips close.
 */
@NullMarked
@NamedInterface("heard")
package dev.likeness.voice.heard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
