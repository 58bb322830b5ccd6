/** Bodies as they come, whatever their label: objects of JSON or of forms, their files led away while they arrive. */
@NullMarked
package dev.likeness.web.body.read;

import org.jspecify.annotations.NullMarked;
