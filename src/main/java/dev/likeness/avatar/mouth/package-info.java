/** Mouth shapes of one face: visemes, how far each opens which layer, and the atlas that holds a picture of every shape. */
@NullMarked
@NamedInterface("mouth")
package dev.likeness.avatar.mouth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
