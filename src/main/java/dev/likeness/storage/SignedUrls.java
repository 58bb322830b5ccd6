package dev.likeness.storage;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.PublicBase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * URLs by which anybody who has them may fetch a kept object. Keep keys, not URLs: a URL made while no request is
 * answered names the configured address, or this machine's.
 */
public final class SignedUrls {

    public static final String SIGNED = "/objects/";
    public static final String PUBLIC = "/public/";

    private static final String PUBLIC_KEYS = "public/";
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#]*+", Pattern.CASE_INSENSITIVE);

    private final PublicBase base;
    private final ObjectStore store;
    private final UrlKey signer;
    private final Clock clock;

    SignedUrls(PublicBase base, ObjectStore store, UrlKey signer, Clock clock) {
        this.base = base;
        this.store = store;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A URL that serves GET, HEAD and Range until it expires; GET and Range only where the store hands out its own.
     *
     * @param filename under which clients save it; part of what is signed
     * @param validFor counted in whole seconds
     */
    public URI sign(String key, String filename, Duration validFor) {
        return store.presign(key, filename, validFor).orElseGet(() -> signed(key, filename, validFor));
    }

    private URI signed(String key, String filename, Duration validFor) {
        long expires = clock.instant().plus(validFor).getEpochSecond();
        return URI.create(base.get() + SIGNED + ObjectKeys.check(key) + "?filename="
                + UriUtils.encode(filename, StandardCharsets.UTF_8)
                + "&expires=" + expires + "&signature=" + signature(key, filename, String.valueOf(expires)));
    }

    /** A URL without end for keys that begin with {@code public/}; the key itself must not be guessable. */
    public URI publicUrl(String key) {
        if (!ObjectKeys.check(key).startsWith(PUBLIC_KEYS)) {
            throw new IllegalArgumentException("not a public key: '" + key + "'");
        }
        return URI.create(base.get() + PUBLIC + key.substring(PUBLIC_KEYS.length()));
    }

    /**
     * The key of an object that a URL made here leads to, so that it can be read without a request to ourselves
     * (CONTRACT 3.1, 6); empty for any other URL, and for a signed one that is altered or has expired.
     */
    public Optional<String> keyOf(String url) {
        String plain = normal(url);
        String origin = base.all().stream().map(SignedUrls::normal)
                .filter(own -> plain.startsWith(own + PUBLIC) || plain.startsWith(own + SIGNED)).findFirst()
                .orElse(null);
        if (origin == null) {
            return Optional.empty();
        }
        String[] parts = plain.substring(origin.length()).replaceAll("#.*", "").split("\\?", 2);
        if (parts[0].startsWith(PUBLIC)) {
            return Optional.of(PUBLIC_KEYS + parts[0].substring(PUBLIC.length())).filter(ObjectKeys::isKey);
        }
        String key = parts[0].substring(SIGNED.length());
        Map<String, String> query = UriComponentsBuilder.newInstance().query(parts.length < 2 ? "" : parts[1]).build()
                .getQueryParams().toSingleValueMap();
        try {
            check(key, UriUtils.decode(query.getOrDefault("filename", ""), StandardCharsets.UTF_8),
                    query.getOrDefault("expires", ""), query.getOrDefault("signature", ""));
            return Optional.of(key).filter(ObjectKeys::isKey);
        } catch (ApiException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Scheme and host in small letters, and no port that the scheme says anyway. */
    private static String normal(String url) {
        Matcher origin = ORIGIN.matcher(url);
        if (!origin.lookingAt()) {
            return url;
        }
        String small = origin.group().toLowerCase(Locale.ROOT);
        String port = small.startsWith("https:") ? ":443" : ":80";
        return (small.endsWith(port) ? small.substring(0, small.length() - port.length()) : small)
                + url.substring(origin.end());
    }

    /** @throws ApiException {@code FORBIDDEN} when the signature is absent, altered or expired */
    public void check(String key, String filename, String expires, String signature) {
        byte[] expected = signature(key, filename, expires).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw new ApiException(CommonError.FORBIDDEN, "The download URL is not valid");
        }
        // What was signed here is a number.
        if (clock.instant().getEpochSecond() >= Long.parseLong(expires)) {
            throw new ApiException(CommonError.FORBIDDEN, "The download URL has expired");
        }
    }

    /** Unambiguous: neither a key nor a number has a line break. */
    private String signature(String key, String filename, String expires) {
        return signer.sign(key + "\n" + filename + "\n" + expires);
    }

    /** The origin in front of a path of this server. */
    String origin() {
        return base.get();
    }

    /** Signs what is no download. No key begins with a line break, so that neither passes for the other. */
    String seal(String text) {
        return signer.sign("\n" + text);
    }

    Instant now() {
        return clock.instant();
    }
}
