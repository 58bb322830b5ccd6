/**
 * Bodies of requests as records: read as the clients of this API send them (labels that curl gets wrong, forms where an
 * operation takes forms, files as base64), bound and validated, what is wrong named in the order of the record's
 * components. It owns no record itself.
 */
@NullMarked
@NamedInterface("body")
package dev.likeness.web.body;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
