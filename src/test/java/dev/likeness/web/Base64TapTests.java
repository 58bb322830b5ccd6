package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.ApiException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TapTests {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** What the parser sees, read in steps of any size. */
    private String seen(String json) throws IOException {
        Base64Tap tap = new Base64Tap(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "data", file);
        return new String(tap.readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGVsbG8=", "aGVsbG8", "aGVs\\nbG8=", " aGVs bG8 = ", "aGVsbG8\\u003d", "aGVsbG8\\u003D",
            "data:text/plain;base64,aGVsbG8=", "DATA:;BASE64,aGVsbG8=", "data:a\\/b;x=y;base64,aGVsbG8"})
    void decodesEverySpelling(String text) throws IOException {
        assertThat(seen("{\"a\": 1, \"data\" : \"" + text + "\", \"b\": [\"data\", 2]}"))
                .isEqualTo("{\"a\": 1, \"data\" : \"\", \"b\": [\"data\", 2]}");
        assertThat(file.toString()).isEqualTo("hello");
    }

    @Test
    void decodesUrlSafeAndEscapedSlashes() throws IOException {
        byte[] bytes = {(byte) 0xfb, (byte) 0xef, (byte) 0xff, (byte) 0xff};
        seen("{\"data\":\"" + Base64.getEncoder().encodeToString(bytes).replace("/", "\\/") + "\"}");
        seen("{\"data\":\"" + Base64.getUrlEncoder().encodeToString(bytes) + "\"}");
        assertThat(file.toByteArray()).isEqualTo(new byte[]{-5, -17, -1, -1, -5, -17, -1, -1});
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{\"data\":\"aGVs\"}]", "{\"a\":{\"data\":\"aGVs\"}}",
            "{\"x\":\"data\",\"y\":\"aGVs\"}",
            "{\"a\":\"\\\"data\\\":\\\"aGVs\"}", "{\"data\":7}", "{\"data\":null,\"b\":\"x\"}", "\"data\"", "{\"data\"",
            "",
            "{\"datas\":\"aGVs\"}", "{\"a\":[\"data\",\"b\"],\"c\":\"d\"}", "nonsense", "data=aGVs&b=c"})
    void leavesEverythingElseAlone(String json) throws IOException {
        assertThat(seen(json)).isEqualTo(json);
        assertThat(file.size()).isZero();
    }

    @Test
    void takesTheFirstOfTwoAndLeavesAnOpenTextToTheParser() throws IOException {
        assertThat(seen("{\"data\":\"aGVs\",\"data\":\"bG8=\"}")).isEqualTo("{\"data\":\"\",\"data\":\"bG8=\"}");
        assertThat(file.toString()).isEqualTo("hel");
        assertThat(seen("{\"data\":\"aGVs")).isEqualTo("{\"data\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "aGVsbG8===", "a*b=", "aG=Vs", "héllo", "data:", "data:text/plain,hello",
            "http://example.com/a.png", "aGVs\\\\"})
    void refusesWhatIsNoBase64(String text) {
        assertThatThrownBy(() -> seen("{\"data\":\"" + text + "\"}")).isInstanceOf(ApiException.class)
                .hasMessage("data must be base64");
    }

    @Test
    void decodesMegabytesInAnyStep() throws IOException {
        byte[] bytes = new byte[3_000_001];
        Random random = new Random(3);
        random.nextBytes(bytes);
        byte[] json = ("{\"data\":\"" + Base64.getMimeEncoder().encodeToString(bytes).replace("\r\n", "\\r\\n")
                + "\",\"file_name\":\"x\"}").getBytes(StandardCharsets.US_ASCII);
        InputStream slow = new ByteArrayInputStream(json) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(5000)));
            }
        };
        assertThat(new Base64Tap(slow, "data", file).readAllBytes()).asString()
                .isEqualTo("{\"data\":\"\",\"file_name\":\"x\"}");
        assertThat(file.toByteArray()).isEqualTo(bytes);
    }
}
