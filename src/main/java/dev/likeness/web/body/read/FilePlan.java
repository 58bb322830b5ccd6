package dev.likeness.web.body.read;

import dev.likeness.web.body.FileBound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A field that holds a file.
 *
 * @param name on the wire
 * @param limit the largest
 * @param bound what its beginning narrows that to
 * @param urls whether it may be a URL
 * @param parts names of file parts that are taken for it, beside its own
 * @param named the field that tells the file's name; null when nobody asks
 */
public record FilePlan(String name, DataSize limit, FileBound bound, boolean urls, List<String> parts,
        @Nullable String named) {

    boolean takesPart(String part) {
        return name.equals(part) || parts.contains(part);
    }
}
