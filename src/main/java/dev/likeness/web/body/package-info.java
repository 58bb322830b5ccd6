/**
 * Bodies of requests as records: what a record and its components may say, and what handlers are handed. They are read
 * ({@code read}) as the clients of this API send them, bound and validated ({@code bind}); it owns no record itself.
 */
@NullMarked
@NamedInterface("body")
package dev.likeness.web.body;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
