package dev.likeness.common;

/**
 * Where a page lies in a list (CONTRACT 1.4).
 *
 * @param limit rows asked for
 * @param offset rows left out before the first
 * @param total rows there are
 * @param hasMore whether rows follow this page
 */
public record Pagination(int limit, int offset, long total, boolean hasMore) {

    /** The page's place, given how many rows there are. */
    public static Pagination of(int limit, int offset, long total) {
        return new Pagination(limit, offset, total, (long) offset + limit < total);
    }

    /** Refuses values out of range, naming the parameter. */
    public static void check(int limit, int maxLimit, int offset) {
        if (limit < 1 || limit > maxLimit) {
            throw ApiException.invalid("limit", "limit must be between 1 and " + maxLimit);
        }
        if (offset < 0) {
            throw ApiException.invalid("offset", "offset must not be negative");
        }
    }
}
