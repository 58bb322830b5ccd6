package dev.likeness.web.egress;

import org.jspecify.annotations.Nullable;

/**
 * What was downloaded.
 *
 * @param address the last address, after redirects
 * @param status 2xx
 * @param contentType as the other side says, which proves nothing
 * @param size bytes written
 */
public record Fetched(String address, int status, @Nullable String contentType, long size) {
}
