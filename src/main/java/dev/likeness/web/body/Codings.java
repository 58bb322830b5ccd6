package dev.likeness.web.body;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How a body may be compressed on its way: by gzip, once. */
public final class Codings {

    /** For who used another (RFC 9110, 15.5.16). */
    public static final String TAKEN = "gzip, identity";

    private Codings() {
    }

    /** @throws ApiException {@code UNSUPPORTED_TYPE} for any other coding */
    public static boolean isGzip(HttpServletRequest request) {
        List<String> codings = of(request);
        if (codings.isEmpty()) {
            return false;
        }
        if (codings.size() > 1 || !codings.getFirst().equals("gzip") && !codings.getFirst().equals("x-gzip")) {
            throw new ApiException(CommonError.UNSUPPORTED_TYPE, "Content-Encoding must be gzip, once, or none");
        }
        return true;
    }

    /** Whether nothing was done to it. */
    public static boolean isPlain(HttpServletRequest request) {
        return of(request).isEmpty();
    }

    private static List<String> of(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Content-Encoding")).stream()
                .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).split(","))).map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity") && !isCharset(coding)).toList();
    }

    /** Scripts say {@code utf-8} there, of a body that is as it is. */
    private static boolean isCharset(String coding) {
        try {
            return Charset.isSupported(coding);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
