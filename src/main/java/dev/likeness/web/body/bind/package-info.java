/** Records out of bodies that were read, validated, and what is wrong with them in the order of their components. */
@NullMarked
package dev.likeness.web.body.bind;

import org.jspecify.annotations.NullMarked;
