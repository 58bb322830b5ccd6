package dev.likeness.web.body;

import org.springframework.util.unit.DataSize;

/**
 * A field that holds a file.
 *
 * @param name on the wire
 * @param limit the largest
 * @param urls whether it may be a URL
 */
record FilePlan(String name, DataSize limit, boolean urls) {
}
