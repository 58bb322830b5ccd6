/** The ready-made avatars on pages: the link that is told at the start, and who pays for those who follow it. */
@NullMarked
package dev.likeness.embed.showcase;

import org.jspecify.annotations.NullMarked;
