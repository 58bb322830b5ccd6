package dev.likeness.generation.input;

import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an input are: exactly one of the two.
 *
 * @param url a public address, fetched by the build
 * @param key an object of this installation
 */
public record InputSource(@Nullable String url, @Nullable String key) {
}
