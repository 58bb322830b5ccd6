/**
 * Where a face is in a picture, where its points are, how far they are believed and whether it is an animal's: a detector,
 * a mesh that looks at it several times, and a net that knows animals.
 */
@NullMarked
package dev.likeness.avatar.face;

import org.jspecify.annotations.NullMarked;
