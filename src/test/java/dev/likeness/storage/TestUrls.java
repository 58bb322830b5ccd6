package dev.likeness.storage;

import java.time.Clock;

/** Signed URLs as tests of other rooms need them. */
public final class TestUrls {

    private TestUrls() {
    }

    public static SignedUrls at(String origin, ObjectStore store, Clock clock) {
        return new SignedUrls(() -> origin, store, new UrlKey("0123456789abcdef0123456789abcdef"), clock);
    }

    public static SignedUploads uploads(SignedUrls urls) {
        return new SignedUploads(urls);
    }
}
