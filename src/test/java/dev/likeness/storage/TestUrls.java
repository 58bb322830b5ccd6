package dev.likeness.storage;

import dev.likeness.web.PublicBase;
import java.time.Clock;
import org.springframework.mock.env.MockEnvironment;

/** Signed URLs as tests of other rooms need them. */
public final class TestUrls {

    private TestUrls() {
    }

    public static SignedUrls at(String origin, ObjectStore store, Clock clock) {
        return new SignedUrls(new PublicBase(origin, new MockEnvironment()), store,
                new UrlKey("0123456789abcdef0123456789abcdef"), clock);
    }

    public static SignedUploads uploads(SignedUrls urls) {
        return new SignedUploads(urls);
    }
}
