/**
 * Eyes of a portrait that close and turn: their lids as the mesh and the picture have them, what skin, lashes and tone
 * there is to close them with, and the painting. When they do so is for {@code film} to say.
 */
@NullMarked
package dev.likeness.avatar.eye;

import org.jspecify.annotations.NullMarked;
