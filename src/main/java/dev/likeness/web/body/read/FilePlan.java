package dev.likeness.web.body.read;

import dev.likeness.web.body.FileBound;
import org.springframework.util.unit.DataSize;

/**
 * A field that holds a file.
 *
 * @param name on the wire
 * @param limit the largest
 * @param bound what its beginning narrows that to
 * @param urls whether it may be a URL
 */
public record FilePlan(String name, DataSize limit, FileBound bound, boolean urls) {
}
