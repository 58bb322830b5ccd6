/**
 * How often (CONTRACT 1.5): which bucket a request is taken from, the buckets, and what their headers say. How much an
 * account may is told by account ({@link dev.likeness.web.limit.Allowances}).
 */
@NullMarked
@NamedInterface("limit")
package dev.likeness.web.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
