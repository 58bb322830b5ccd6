/**
 * Speech as a face shows it: sounds and their times become mouth shapes, nods, brows and blinks, frame by frame. In one
 * place, which talking video, rooms and pages share. How a shape looks on a face is {@code mouth}'s, how the head moves
 * {@code film}'s.
 */
@NullMarked
@NamedInterface("talk")
package dev.likeness.avatar.talk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
