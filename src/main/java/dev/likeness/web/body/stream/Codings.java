package dev.likeness.web.body.stream;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;

/** How a body may be compressed on its way: by gzip, once. */
public final class Codings {

    /** For who used another (RFC 9110, 15.5.16). */
    public static final String TAKEN = "gzip, identity";

    private Codings() {
    }

    /** @throws ApiException {@code UNSUPPORTED_TYPE} for any other coding */
    public static boolean isGzip(HttpServletRequest request) {
        boolean gzip = false;
        for (String line : Collections.list(request.getHeaders("Content-Encoding"))) {
            for (String coding : line.toLowerCase(Locale.ROOT).split(",")) {
                switch (coding.strip()) {
                    case "", "identity" -> {
                        // As it is.
                    }
                    case "gzip", "x-gzip" -> {
                        if (gzip) {
                            throw notTaken();
                        }
                        gzip = true;
                    }
                    default -> throw notTaken();
                }
            }
        }
        return gzip;
    }

    public static InputStream decoded(HttpServletRequest request, InputStream body) throws IOException {
        return isGzip(request) ? new Gunzip(body) : body;
    }

    private static ApiException notTaken() {
        return new ApiException(CommonError.UNSUPPORTED_TYPE, "Content-Encoding must be gzip, once, or none");
    }
}
