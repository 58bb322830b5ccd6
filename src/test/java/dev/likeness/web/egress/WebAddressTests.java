package dev.likeness.web.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.likeness.web.egress.EgressException.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as browsers read them, and joined as RFC 3986 says. */
class WebAddressTests {

    private static final String BASE = "http://a/b/c/d;p?q";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            http://h/my photo.jpg|http://h/my%20photo.jpg
            http://h/фото.jpg|http://h/%D1%84%D0%BE%D1%82%D0%BE.jpg
            "http://h/a|b.jpg"|http://h/a%7Cb.jpg
            http://h/{a}^`"<>.jpg|http://h/%7Ba%7D%5E%60%22%3C%3E.jpg
            http://h/a%20b%2Fc.jpg|http://h/a%20b%2Fc.jpg
            http://h/100%.jpg|http://h/100%.jpg
            http://h/a'(b)!.jpg|http://h/a'(b)!.jpg
            http://h/x?q=a b&f[a]='ü'#part|http://h/x?q=a%20b&f[a]=%27%C3%BC%27
            HTTP://EXAMPLE.com/A|http://example.com/A
            HtTpS://h:443/|https://h:443/
            http:\\\\h\\a\\b?c\\d|http://h/a/b?c%5Cd
            http://h|http://h/
            http://h?x=1|http://h/?x=1
            http://h:/x|http://h/x
            http://h:0080/x|http://h:80/x
            http://h/a/./b/../c//d/.|http://h/a/c//d/
            http://h/a/%2e%2E/b|http://h/b
            http://h/../../x|http://h/x
            http://bücher.example/|http://xn--bcher-kva.example/
            http://xn--strae-oqa.example/|http://xn--strae-oqa.example/
            http://ＢÜCHER。example/|http://xn--bcher-kva.example/
            http://my_bucket.example/x|http://my_bucket.example/x
            http://%65xample.com/|http://example.com/
            http:/h/x|http://h/x
            http://[::1]:8080/x|http://[0:0:0:0:0:0:0:1]:8080/x
            http://[::ffff:127.0.0.1]/x|http://127.0.0.1/x
            http://h/😀|http://h/%F0%9F%98%80
            """)
    void linksAreReadAsBrowsersDo(String link, String meant) {
        assertThat(WebAddress.of(link)).hasToString(meant);
    }

    @Test
    void blanksAroundAndBreaksWithinAreDropped() {
        assertThat(WebAddress.of(" \n\u00a0http://h/a\r\n\tb \u0000")).hasToString("http://h/ab");
    }

    /** The normal and the abnormal examples of RFC 3986, 5.4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            g|http://a/b/c/g
            ./g|http://a/b/c/g
            g/|http://a/b/c/g/
            /g|http://a/g
            //g|http://g/
            ?y|http://a/b/c/d;p?y
            g?y|http://a/b/c/g?y
            #s|http://a/b/c/d;p?q
            g#s|http://a/b/c/g
            g?y#s|http://a/b/c/g?y
            ;x|http://a/b/c/;x
            g;x?y#s|http://a/b/c/g;x?y
            ''|http://a/b/c/d;p?q
            .|http://a/b/c/
            ./|http://a/b/c/
            ..|http://a/b/
            ../|http://a/b/
            ../g|http://a/b/g
            ../..|http://a/
            ../../g|http://a/g
            ../../../g|http://a/g
            /./g|http://a/g
            /../g|http://a/g
            g.|http://a/b/c/g.
            ..g|http://a/b/c/..g
            ./../g|http://a/b/g
            g/./h|http://a/b/c/g/h
            g/../h|http://a/b/c/h
            g;x=1/../y|http://a/b/c/y
            g?y/../x|http://a/b/c/g?y/../x
            http:g|http://a/b/c/g
            https://g/x|https://g/x
            \\\\g\\x|http://g/x
            """)
    void redirectsAreJoined(String location, String target) {
        assertThat(WebAddress.of(BASE).join(location)).hasToString(target);
    }

    @Test
    void headersHoldBytes() {
        WebAddress base = WebAddress.of("http://h");
        String utf8 = new String("/фото 2.jpg".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(base.join(utf8)).hasToString("http://h/%D1%84%D0%BE%D1%82%D0%BE%202.jpg");
        assertThat(base.join("/caf\u00e9.jpg")).as("no UTF-8: the byte it is").hasToString("http://h/caf%E9.jpg");
        assertThat(base.join("face9.jpg")).hasToString("http://h/face9.jpg");
        assertThat(base.join("?v=2")).hasToString("http://h/?v=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://straße.example/", "http://a\u200db.example/", "", "x", "/x", "//h/x", "h/x",
            "ftp://h/", "data:,x", "javascript:x", "http:", "http://",
            "http:///", "http://?x", "http://a@h/", "http://a:b@h/", "http://h:0/", "http://h:65536/",
            "http://h:99999999999/", "http://h:x/", "http://h:80:80/", "http://h%00/", "http://h%2f/", "http://a b/",
            "http://h%/", "http://[::1/", "http://[x]/", "http://1.2.3.4.5/", "http://a<b>/",
            "http://℀/", "http://h%zz/"})
    void whatNoServerIsAtIsRefused(String link) {
        EgressException refused = catchThrowableOfType(EgressException.class, () -> WebAddress.of(link));
        assertThat(refused).as(link).isNotNull();
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.message()).startsWith("The URL ");
    }
}
