/** The program: the server, or one of its commands. Everything it is made of lies in the packages. */
@NullMarked
package dev.likeness;

import org.jspecify.annotations.NullMarked;
