/**
 * Frames and sound become an mp4 that says what it is: the encoder is a child process that is fed frame by frame, in
 * order, with a bounded number of them on the way. What the frames show is {@code film}'s.
 */
@NullMarked
@NamedInterface("mp4")
package dev.likeness.avatar.mp4;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
