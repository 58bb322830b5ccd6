/**
 * Bodies as they come, whatever their label, encoding and compression: objects of JSON or of forms, their files led away while
 * they arrive. What was mistyped is told from what was meant here, once for all operations.
 */
@NullMarked
package dev.likeness.web.body.read;

import org.jspecify.annotations.NullMarked;
