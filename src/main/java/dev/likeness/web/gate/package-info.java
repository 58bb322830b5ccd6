/**
 * What stands before every handler: whom it is for, whether the caller is one of those, and whether the bucket has
 * something left. A handler that says nothing is for nobody.
 */
@NullMarked
package dev.likeness.web.gate;

import org.jspecify.annotations.NullMarked;
