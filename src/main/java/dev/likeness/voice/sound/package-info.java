/** What is done to sound whoever spoke it: its loudness, its peaks, its edges, its colour. Plain numbers in, plain numbers out. */
@NullMarked
@NamedInterface("sound")
package dev.likeness.voice.sound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
