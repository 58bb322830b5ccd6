package dev.likeness.web.body.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.common.ApiException;
import dev.likeness.web.body.Folder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class FileTapTests {

    private static final DataSize LIMIT = DataSize.ofMegabytes(4);

    @TempDir
    private Path folder;
    private ReadFiles files;

    /** What the parser sees, read in steps of any size. */
    private String seen(String json) throws IOException {
        return seen(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private String seen(InputStream json) throws IOException {
        files = new ReadFiles(List.of(new FilePlan("data", LIMIT, _ -> Long.MAX_VALUE, false, List.of(), null),
                new FilePlan("image", LIMIT, head -> head[0] == 0 ? 1 << 20 : Long.MAX_VALUE, true, List.of(), null)),
                new Folder(folder));
        return new String(new FileTap(json, files).readAllBytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String field) throws IOException {
        return Files.readAllBytes(Objects.requireNonNull(files.file(field)).file());
    }

    private String fault(String field) {
        return Objects.requireNonNull(files.fault(field)).message();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA\\uzzzz", "AAAA\\u00", "AAAA\\u\", \"x", "AAAA\\qBBB", "AAAA\nBBBB", "AAAA\tBBBB"})
    void whatNoJsonTextMayHoldIsRefused(String text) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> seen("{\"image\": \"" + text + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGVsbG8=", "aGVsbG8", "aGVs\\nbG8=", " aGVs bG8 = ", "aGVsbG8\\u003d", "aGVsbG8\\u003D",
            "data:text/plain;base64,aGVsbG8=", "DATA:;BASE64,aGVsbG8=", "data:a\\/b;x=y;base64,aGVsbG8"})
    void decodesEverySpelling(String text) throws IOException {
        for (String field : List.of("data", "image")) {
            assertThat(seen("{\"a\": 1, \"" + field + "\" : \"" + text + "\", \"b\": [\"data\", 2]}"))
                    .isEqualTo("{\"a\": 1, \"" + field + "\" : \"\", \"b\": [\"data\", 2]}");
            assertThat(bytes(field)).asString().isEqualTo("hello");
            assertThat(files.file(field).sha256())
                    .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        }
    }

    /** As soon as its beginning tells what it is, not when it is there. */
    @Test
    void whatMayNotBeSoLargeDoesNotFillTheDiskFirst() throws IOException {
        seen("{\"image\": \"" + "AAAA".repeat(1 << 20) + "\"}");
        assertThat(fault("image")).isEqualTo("image must have at most 1 MB");
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written.mapToLong(file -> file.toFile().length())).containsExactly(1L << 20);
        }
        seen("{\"image\": \"" + "gAAA".repeat(1 << 20) + "\"}");
        assertThat(bytes("image")).hasSize(3 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_-_-w", "+/+/+w==", "+\\/+\\/+w=="})
    void decodesUrlSafeAndEscapedSlashes(String text) throws IOException {
        seen("{\"data\":\"" + text + "\"}");
        assertThat(bytes("data")).isEqualTo(new byte[]{-5, -1, -65, -5});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http://example.com/a.png            | http://example.com/a.png
             HTTPS:\\/\\/example.com\\/a.png    | HTTPS://example.com/a.png
            https://münchen.de/\\u00fc\\ud83d\\ude00 | https://münchen.de/ü😀
            """)
    void keepsAUrlWhereOneMayBe(String text, String url) throws IOException {
        seen("{\"image\":\"" + text + "\",\"data\":\"aGVsbG8=\"}");
        assertThat(files.file("image").isUrl()).isTrue();
        assertThat(files.file("image").url()).isEqualTo(url);
        assertThat(bytes("data")).asString().isEqualTo("hello");
    }

    @Test
    void decodesAPercentEncodedDataUriWhereUrlsMayBe() throws IOException {
        seen("{\"image\":\"data:text/plain,h%65l+l%6F%ff\",\"data\":\"data:text/plain,hello\"}");
        assertThat(bytes("image")).isEqualTo(new byte[]{'h', 'e', 'l', '+', 'l', 'o', -1});
        assertThat(fault("data")).isEqualTo("data must be base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{\"data\":\"aGVs\"}]", "{\"a\":{\"data\":\"aGVs\"}}",
            "{\"x\":\"data\",\"y\":\"aGVs\"}", "{\"a\":\"\\\"data\\\":\\\"aGVs\"}", "{\"data\":7}",
            "{\"data\":null,\"b\":\"x\"}", "\"data\"", "{\"data\"", "", "{\"datas\":\"aGVs\"}",
            "{\"a\":[\"data\",\"b\"],\"c\":\"d\"}", "nonsense", "data=aGVs&b=c", "{\"data\":[\"aGVs\"]}"})
    void leavesEverythingElseAlone(String json) throws IOException {
        assertThat(seen(json)).isEqualTo(json);
        assertThat(files.isEmpty()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void passesOverTheSecondOfTwoAndLeavesAnOpenTextToTheParser() throws IOException {
        assertThat(seen("{\"data\":\"aGVs\",\"data\":\"bG8=\"}")).isEqualTo("{\"data\":\"\",\"data\":\"\"}");
        assertThat(fault("data")).isEqualTo("data must be given once");
        assertThat(seen("{\"data\":\"aGVs")).isEqualTo("{\"data\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "aGVsbG8===", "a*b=", "aG=Vs", "héllo", "data:", "data:text/plain,hello",
            "http://example.com/a.png", "aGVs\\\\", "data:;base64,", "=", "\\ud800"})
    void tellsWhatIsNoBase64WhenAllIsRead(String text) throws IOException {
        assertThat(seen("{\"data\":\"" + text + "\",\"b\":1}")).isEqualTo("{\"data\":\"\",\"b\":1}");
        assertThat(fault("data")).isEqualTo("data must be base64");
        assertThat(files.file("data")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/", "data:text/plain,%4", "data:text/plain,%zz", "data:,", "http://x/\\u0000",
            "http://x/\\ud800", "http:x"})
    void tellsWhatIsNeitherUrlNorBase64(String text) throws IOException {
        seen("{\"image\":\"" + text + "\"}");
        assertThat(fault("image")).isEqualTo("image must be a public http(s) URL, a data: URI or base64");
    }

    @Test
    void aUrlIsNoLongerThanAUrl() throws IOException {
        seen("{\"image\":\"http://x/" + "a".repeat(8_183) + "\"}");
        assertThat(files.file("image").url()).hasSize(8_192);
        seen("{\"image\":\"http://x/" + "a".repeat(8_184) + "\"}");
        assertThat(files.file("image")).isNull();
    }

    @Test
    void aBlankTextIsNoFile() throws IOException {
        for (String text : List.of("", " ", "\\n")) {
            seen("{\"data\":\"" + text + "\",\"image\":\"" + text + "\"}");
            assertThat(files.file("data")).isNull();
            assertThat(files.fault("data")).isNull();
            assertThat(files.fault("image")).isNull();
        }
    }

    @Test
    void decodesMegabytesInAnyStep() throws Exception {
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
        assertThat(seen(slow)).isEqualTo("{\"data\":\"\",\"file_name\":\"x\"}");
        assertThat(bytes("data")).isEqualTo(bytes);
        assertThat(files.file("data").size()).isEqualTo(bytes.length);
        assertThat(files.file("data").sha256())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        files.delete();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileIsAsLargeAsItsLimitAndNoLarger() throws IOException {
        int most = (int) LIMIT.toBytes();
        seen("{\"data\":\"" + Base64.getEncoder().encodeToString(new byte[most]) + "\"}");
        assertThat(files.file("data").size()).isEqualTo(most);
        seen("{\"data\":\"" + Base64.getEncoder().encodeToString(new byte[most + 1]) + "\"}");
        assertThat(fault("data")).isEqualTo("data must have at most 4 MB");
        assertThat(files.file("data")).isNull();
    }
}
