/** Where a face is in a picture, and where its points are: a detector, a mesh that looks at it, and what both are worth. */
@NullMarked
package dev.likeness.avatar.face;

import org.jspecify.annotations.NullMarked;
