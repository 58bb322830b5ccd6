/** The bytes of a body on their way from the network: whole, decompressed, within bounds, and what they look like. */
@NullMarked
package dev.likeness.web.body.stream;

import org.jspecify.annotations.NullMarked;
