package dev.likeness.storage;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.util.regex.Pattern;

/** Which texts are keys. */
public final class ObjectKeys {

    private static final int LONGEST = 512;
    // Possessive, so that a hostile path costs one pass. A segment fits into a file name with what the store appends.
    private static final Pattern KEY = Pattern
            .compile("(?!\\.{1,2}(/|$))[A-Za-z0-9._-]{1,200}+(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]{1,200}+)*+");

    private ObjectKeys() {
    }

    public static boolean isKey(String text) {
        return text.length() <= LONGEST && KEY.matcher(text).matches();
    }

    /**
     * What a path names behind the slash it begins with.
     *
     * @throws ApiException {@code NOT_FOUND} for the path without anything, which routes match too
     */
    public static String ofPath(String path) {
        if (path.isEmpty()) {
            throw new ApiException(CommonError.NOT_FOUND, "Not found");
        }
        return path.substring(1);
    }

    public static String check(String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a key: '" + key + "'");
        }
        return key;
    }
}
