package dev.likeness.web.body.read;

import org.springframework.util.unit.DataSize;

/**
 * A field that holds a file.
 *
 * @param name on the wire
 * @param limit the largest
 * @param urls whether it may be a URL
 */
public record FilePlan(String name, DataSize limit, boolean urls) {
}
