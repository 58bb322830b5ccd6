/** The standardized portrait an avatar is made of, from a photograph or from words, and what a picture shows at all. */
@NullMarked
@NamedInterface("portrait")
package dev.likeness.avatar.portrait;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
