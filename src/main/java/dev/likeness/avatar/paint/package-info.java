/**
 * People that are drawn, not photographed: the words of a prompt choose the look, painters draw it on a canvas, and the
 * landmarks are known because they were chosen.
 */
@NullMarked
package dev.likeness.avatar.paint;

import org.jspecify.annotations.NullMarked;
