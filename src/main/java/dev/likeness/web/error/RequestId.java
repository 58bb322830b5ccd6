package dev.likeness.web.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The name of a request: the caller's, where it sent a sane one, else one of our own. */
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {
    }

    /** The same for each look at one request. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String theirs = request.getHeader(HEADER);
        String id = theirs != null && SANE.matcher(theirs).matches() ? theirs : ours();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** Nobody may open anything with it, so it need not be hard to guess: that would be a call of the system each time. */
    private static String ours() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
