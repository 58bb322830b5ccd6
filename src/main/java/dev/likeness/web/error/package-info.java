/**
 * What callers read when something went wrong: which refusal a failure of any layer stands for, and the one envelope it
 * comes in (CONTRACT 1.2).
 */
@NullMarked
package dev.likeness.web.error;

import org.jspecify.annotations.NullMarked;
