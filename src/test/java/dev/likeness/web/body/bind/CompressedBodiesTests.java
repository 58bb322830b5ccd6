package dev.likeness.web.body.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content-Encoding of requests: gzip is taken, within the bounds that hold for what was compressed. */
class CompressedBodiesTests {

    private static final String JSON = "{\"prompt\":\"Ada\",\"loud\":true}";

    @RegisterExtension
    private final Sender sender = new Sender();

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gzip(String plain) {
        return gzip(plain.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", " gzip ", "gzip,"})
    void gzipIsTaken(String coding) {
        assertThat(sender.send(gzip(JSON), "Content-Type", "application/json", "Content-Encoding", coding).prompt())
                .isEqualTo("Ada");
        assertThat(sender.send(gzip("prompt=Ada"), "Content-Type", Sender.FORM, "Content-Encoding", coding).prompt())
                .isEqualTo("Ada");
        assertThat(sender.send(
                gzip("--b\r\nContent-Disposition: form-data; name=image; filename=x\r\n\r\n" + "x".repeat(90_000)
                        + "\r\n--b--\r\n"),
                "Content-Type", "multipart/form-data; boundary=b", "Content-Encoding", coding).image().size())
                .isEqualTo(90_000);
        assertThat(sender.send(new byte[0], "Content-Encoding", coding).prompt()).isNull();
        assertThat(sender.response.getHeader("Accept-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "gzip, br", "compress", "aes128gcm", "nonsense"})
    void otherCodingsAreToldWhatIsTaken(String coding) {
        ApiException refusal = sender.refusal(JSON.getBytes(StandardCharsets.UTF_8), "Content-Encoding", coding);
        assertThat(refusal.code()).isEqualTo(CommonError.UNSUPPORTED_TYPE);
        assertThat(refusal.message()).isEqualTo("Content-Encoding must be gzip, once, or none");
        assertThat(sender.response.getHeader("Accept-Encoding")).isEqualTo("gzip, identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "identity, identity", "utf-8", "UTF8", "iso-8859-1", "ascii", ","})
    void nothingIsDoneToWhatIsNotCompressed(String coding) {
        assertThat(sender.send(JSON.getBytes(StandardCharsets.UTF_8), "Content-Encoding", coding).prompt())
                .isEqualTo("Ada");
    }

    @Test
    void twoHeadersAreTwoCodings() {
        assertThat(sender.refusal(gzip(gzip(JSON)), "Content-Encoding", "gzip", "Content-Encoding", "gzip").code()
                .httpStatus()).isEqualTo(415);
    }

    @Test
    void theDigestIsOfWhatWasCompressed() {
        sender.send(gzip(JSON), "Content-Encoding", "gzip");
        String packed = sender.digest();
        sender.send("application/json", JSON);
        assertThat(sender.digest()).isEqualTo(packed);
    }

    @Test
    void aBombIsTooLarge() {
        byte[] blanks = new byte[50_000_000];
        Arrays.fill(blanks, (byte) ' ');
        byte[] bomb = gzip(blanks);
        assertThat(bomb).hasSizeLessThan(60_000);
        for (String type : new String[]{"application/json", Sender.FORM, "multipart/form-data; boundary=b"}) {
            assertThat(sender.refusal(bomb, "Content-Type", type, "Content-Encoding", "gzip").message())
                    .isEqualTo("Request body is too large");
        }
        // Beside its files a body is as small compressed as plain.
        String large = "{\"prompt\":\"" + "x".repeat(200_000) + "\"}";
        assertThat(sender.refusal(gzip(large), "Content-Encoding", "gzip").message())
                .isEqualTo("Request body is too large");
    }

    /** Twenty bytes each: who calls himself for each has no stack left. */
    @Test
    void manyEmptyMembersAreNoBody() {
        byte[] member = gzip(new byte[0]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 50_000; i++) {
            many.writeBytes(member);
        }
        assertInvalid(many.toByteArray());
    }

    @Test
    void whatIsNoGzipIsToldSo() {
        byte[] good = gzip(JSON);
        for (int length = 1; length < good.length; length++) {
            assertInvalid(Arrays.copyOf(good, length));
        }
        assertInvalid(JSON.getBytes(StandardCharsets.UTF_8));
        assertInvalid(Arrays.copyOf(good, good.length + 1));
        for (int i : new int[]{0, 1, 2, 12, good.length - 8, good.length - 1}) {
            byte[] damaged = good.clone();
            damaged[i] ^= 1;
            assertInvalid(damaged);
        }
        byte[] reserved = good.clone();
        reserved[3] = (byte) 0x80;
        assertInvalid(reserved);
    }

    private void assertInvalid(byte[] body) {
        ApiException refusal = sender.refusal(body, "Content-Encoding", "gzip");
        assertThat(refusal.code()).isEqualTo(CommonError.VALIDATION_ERROR);
        assertThat(refusal.message()).startsWith("Request body must be valid ");
    }

    @Test
    void aHeaderMayHoldANameAndMore() {
        byte[] good = gzip(JSON);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        told.writeBytes(new byte[]{0x1f, (byte) 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 3, 0, 'x', 'y', 'z', 'n', 0,
                'c', 0});
        CRC32 sum = new CRC32();
        sum.update(told.toByteArray());
        told.write((int) sum.getValue() & 0xff);
        told.write((int) sum.getValue() >> 8 & 0xff);
        told.write(good, 10, good.length - 10);
        assertThat(sender.send(told.toByteArray(), "Content-Encoding", "gzip").prompt()).isEqualTo("Ada");
    }
}
