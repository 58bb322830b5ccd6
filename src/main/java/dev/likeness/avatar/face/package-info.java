/**
 * Where the face in a picture is: eyes by cascades, then templates that are fitted to irises, lids, mouth and chin. It makes
 * {@link dev.likeness.avatar.Landmarks} and moves nothing; who uses them does not see how they were found.
 */
@NullMarked
package dev.likeness.avatar.face;

import org.jspecify.annotations.NullMarked;
