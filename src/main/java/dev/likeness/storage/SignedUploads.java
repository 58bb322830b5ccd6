package dev.likeness.storage;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * URLs by which whoever has one may put one object of one type and at most that size, until it expires. Nothing that is
 * published may lie under a key that was given out so: its bytes can change until then.
 */
@Component
public class SignedUploads {

    public static final String PATH = "/uploads/";

    private final SignedUrls urls;

    SignedUploads(SignedUrls urls) {
        this.urls = urls;
    }

    /** A URL that takes PUT; the request must begin before it expires. */
    public URI sign(String key, String contentType, long maxBytes, Duration validFor) {
        long expires = urls.now().plus(validFor).getEpochSecond();
        String type = UriUtils.encode(contentType, StandardCharsets.UTF_8);
        return URI.create(urls.origin() + PATH + ObjectKeys.check(key) + "?type=" + type + "&limit=" + maxBytes
                + "&expires=" + expires + "&signature=" + seal(key, contentType, maxBytes, expires));
    }

    /** @throws ApiException {@code FORBIDDEN} when the signature is absent, altered or expired */
    public void check(String key, String contentType, long maxBytes, long expires, String signature) {
        byte[] expected = seal(key, contentType, maxBytes, expires).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw new ApiException(CommonError.FORBIDDEN, "The upload URL is not valid");
        }
        if (urls.now().getEpochSecond() >= expires) {
            throw new ApiException(CommonError.FORBIDDEN, "The upload URL has expired");
        }
    }

    private String seal(String key, String contentType, long maxBytes, long expires) {
        return urls.seal("PUT\n" + key + "\n" + contentType + "\n" + maxBytes + "\n" + expires);
    }
}
