package dev.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.storage.disk.DiskStore;
import dev.likeness.web.PublicBase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

class SignedUrlsTests {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final String KEY = "agents/A91XMB7113/model.imx";

    private final UrlKey signer = new UrlKey("0123456789abcdef0123456789abcdef");

    @TempDir
    Path kept;

    @AfterEach
    void leaveTheRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void aSignedUrlWorksUntilItExpires() {
        Query query = new Query(at(TEN).sign(KEY, "A91XMB7113.imx", Duration.ofHours(1)));
        assertThatCode(() -> query.checkAt(TEN)).doesNotThrowAnyException();
        assertThatCode(() -> query.checkAt(TEN.plusSeconds(3_599))).doesNotThrowAnyException();
        assertThatThrownBy(() -> query.checkAt(TEN.plusSeconds(3_600))).hasMessage("The download URL has expired");
    }

    @Test
    void everyPartOfTheUrlIsSigned() {
        Query query = new Query(at(TEN).sign(KEY, "a.imx", Duration.ofHours(1)));
        SignedUrls urls = at(TEN);
        String expires = query.value("expires");
        String signature = query.value("signature");
        assertForbidden(() -> urls.check(KEY + "x", "a.imx", expires, signature));
        assertForbidden(() -> urls.check(KEY, "b.imx", expires, signature));
        assertForbidden(() -> urls.check(KEY, "a.imx", "9999999999", signature));
        assertForbidden(() -> urls.check(KEY, "a.imx", expires, ""));
        assertForbidden(() -> urls.check(KEY, "a.imx", "", ""));
        assertForbidden(() -> urls.check(KEY, "a.imx", "not a number", signature));
        assertForbidden(() -> urls.check(KEY, "a.imx", expires, signature.substring(1)));
        SignedUrls other = new SignedUrls(new PublicBase("", new MockEnvironment()), store(),
                new UrlKey("another key of thirty-two letters"),
                Clock.systemUTC());
        assertForbidden(() -> other.check(KEY, "a.imx", expires, signature));
    }

    @Test
    void anyFilenameSurvivesTheUrl() {
        String name = "Zoë & \"friends\" +100%.imx";
        Query query = new Query(at(TEN).sign(KEY, name, Duration.ofHours(1)));
        assertThat(query.value("filename")).isEqualTo(name);
        query.checkAt(TEN);
    }

    @Test
    void publicUrlsAreForPublicKeysOnly() {
        assertThat(at(TEN).publicUrl("public/3f9/portrait.png"))
                .hasToString("https://api.example.com/public/3f9/portrait.png");
        assertThatIllegalArgumentException().isThrownBy(() -> at(TEN).publicUrl(KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> at(TEN).publicUrl("public/../" + KEY));
    }

    @Test
    void theBaseIsConfiguredOrTheRequestsOrThisMachine() {
        MockEnvironment environment = new MockEnvironment().withProperty("server.port", "9000");
        assertThat(new PublicBase(" https://api.example.com/", environment).get()).isEqualTo("https://api.example.com");
        PublicBase derived = new PublicBase("", environment);
        assertThat(derived.get()).isEqualTo("http://localhost:9000");
        environment.setProperty("local.server.port", "41234");
        assertThat(derived.get()).isEqualTo("http://localhost:41234");
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/agent/A/model/download");
        request.setServerName("box.lan");
        request.setServerPort(8080);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(derived.get()).isEqualTo("http://box.lan:8080");
    }

    @Test
    void theKeyIsMadeOnceAndForItsOwnerOnly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/signing-key");
        String first = UrlKey.keptIn(file).sign("x");
        assertThat(UrlKey.keptIn(file).sign("x")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(folder.resolve("new")).isDirectoryContaining(path -> path.equals(file));
        assertThat(UrlKey.keptIn(folder.resolve("other")).sign("x")).isNotEqualTo(first);
    }

    @Test
    void anEmptyKeyFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("signing-key"));
        assertThatThrownBy(() -> UrlKey.keptIn(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("holds no key");
    }

    @Test
    void ourOwnUrlsAreKnownByTheirKey() {
        SignedUrls urls = at(TEN);
        assertThat(urls.keyOf("https://api.example.com/public/3f9/portrait.png")).contains("public/3f9/portrait.png");
        assertThat(urls.keyOf("https://api.example.com/public/3f9/a.png?x=1#y")).contains("public/3f9/a.png");
        String signed = urls.sign(KEY, "Zoë & co.imx", Duration.ofHours(1)).toString();
        assertThat(urls.keyOf(signed)).contains(KEY);
        assertThat(at(TEN.plusSeconds(3_600)).keyOf(signed)).isEmpty();
        assertThat(Stream.of(signed.replace("model.imx", "model.imy"), signed.replace("expires=1", "expires=2"),
                signed.substring(0, signed.length() - 1), signed.replaceAll("\\?.*", ""),
                "https://api.example.com/public/../" + KEY, "https://api.example.com/public/",
                "https://api.example.com",
                "https://api.example.com.evil.example/public/a", "http://api.example.com/public/a",
                "https://api.example.com/public/%2e%2e/a", "/public/a", "", "https://api.example.com/objects/?%")
                .map(urls::keyOf)).allMatch(Optional::isEmpty);
    }

    @Test
    void ourOwnUrlsAreKnownInAnySpellingOfSchemeAndHost() {
        SignedUrls urls = at(TEN);
        assertThat(Stream.of("HTTPS://api.example.com/public/a", "https://API.Example.COM/public/a",
                "https://api.example.com:443/public/a").map(urls::keyOf)).containsOnly(Optional.of("public/a"));
        assertThat(Stream.of("https://api.example.com/PUBLIC/a", "https://api.example.com:8443/public/a",
                "https://localhost/public/a", "https://api.example.com@evil.example/public/a",
                "https://me@api.example.com/public/a").map(urls::keyOf)).allMatch(Optional::isEmpty);
    }

    @Test
    void withoutAConfiguredUrlTheNamesOfThisMachineAreOurs() {
        MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "9000");
        SignedUrls urls = new SignedUrls(new PublicBase("", environment), store(), signer, Clock.systemUTC());
        assertThat(Stream.of("http://localhost:9000/public/a", "http://127.0.0.1:9000/public/a",
                "http://[::1]:9000/public/a", "HTTP://LocalHost:9000/public/a").map(urls::keyOf))
                .containsOnly(Optional.of("public/a"));
        assertThat(Stream.of("http://localhost:9001/public/a", "http://127.0.0.1/public/a",
                "http://127.0.0.1.evil.example:9000/public/a").map(urls::keyOf)).allMatch(Optional::isEmpty);
        SignedUrls configured = new SignedUrls(new PublicBase("https://api.example.com/sub", environment), store(),
                signer, Clock.systemUTC());
        assertThat(configured.keyOf("http://localhost:9000/public/a")).isEmpty();
        assertThat(configured.keyOf("https://API.example.com/sub/public/a")).contains("public/a");
        assertThat(configured.keyOf("https://api.example.com/SUB/public/a")).isEmpty();
    }

    private ObjectStore store() {
        return DiskStore.in(kept, Clock.systemUTC());
    }

    private SignedUrls at(Instant now) {
        return new SignedUrls(new PublicBase("https://api.example.com", new MockEnvironment()), store(), signer,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void assertForbidden(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class,
                e -> assertThat(e.code()).isEqualTo(CommonError.FORBIDDEN));
    }

    /** A signed URL taken apart as a server does it. */
    private class Query {

        private final MultiValueMap<String, String> values;

        Query(URI url) {
            values = UriComponentsBuilder.fromUri(url).build().getQueryParams();
            assertThat(url.getPath()).isEqualTo("/objects/" + KEY);
        }

        String value(String name) {
            return UriUtils.decode(values.getFirst(name), "UTF-8");
        }

        void checkAt(Instant now) {
            at(now).check(KEY, value("filename"), value("expires"), value("signature"));
        }
    }
}
