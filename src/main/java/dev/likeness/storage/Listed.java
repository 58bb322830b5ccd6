package dev.likeness.storage;

import java.time.Instant;

/**
 * An object as the store lists it.
 *
 * @param stored when, by the store's own clock, which the sandbox does not move
 */
public record Listed(String key, Instant stored) {
}
