package dev.likeness.storage;

import java.time.Instant;

/**
 * What is known of kept bytes without reading them.
 *
 * @param size bytes
 * @param sha256 of the bytes as they were put, lower-case hex
 * @param modified when they were put, by the installation's clock
 */
public record StoredObject(String key, long size, String sha256, String contentType, Instant modified) {
}
