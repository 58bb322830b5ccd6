/**
 * What a face does when it nods, laughs or greets, frame by frame, in numbers that fit every face. How a head moves by them
 * is {@code film}'s, how a mouth looks {@code mouth}'s.
 */
@NullMarked
@NamedInterface("gesture")
package dev.likeness.avatar.gesture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
