package dev.likeness.avatar.picture;

import static dev.likeness.avatar.picture.Containers.behindHead;
import static dev.likeness.avatar.picture.Containers.chunk;
import static dev.likeness.avatar.picture.Containers.deflated;
import static dev.likeness.avatar.picture.Containers.join;
import static dev.likeness.avatar.picture.Containers.riff;
import static dev.likeness.avatar.picture.Containers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.PictureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/** Files that are small and made to take long, or much. The bounds are of a wholly other size than what they are about. */
@Timeout(60)
class HeavyTest {

    private static final int TEN_MEGABYTES = 10 << 20;

    /** Each would take minutes to hours; the refusal comes without a decoder. */
    @Test
    void refusesAJpegOfThousandsOfScans() {
        for (int[] form : new int[][]{{2000, 2000, 4000}, {6000, 6000, 100}, {64, 64, 301}}) {
            byte[] heavy = Jpegs.ofScans(form[0], form[1], form[2]);
            assertThatThrownBy(() -> Kinds.decoded(heavy)).isInstanceOf(PictureException.class)
                    .hasMessageContaining("scans at " + form[0] + " x " + form[1])
                    .hasMessageContaining("save it as a usual JPEG");
        }
        assertThatThrownBy(() -> Kinds.decoded(Jpegs.arithmetic())).isInstanceOf(PictureException.class)
                .hasMessageContaining("arithmetic coding");
        byte[] usual = Jpegs.ofScans(600, 600, 40);
        Kinds.decoded(usual);
        assertThat(PictureDecoder.isSlow(usual)).isFalse();
        assertThat(PictureDecoder.isSlow(Jpegs.ofScans(4000, 4000, 60))).isTrue();
    }

    @Test
    void knowsWhoseTurnShouldBeAnother() {
        byte[] small = Kinds.encoded(".png", Kinds.picture(600, 600));
        byte[] large = small.clone();
        ByteBuffer.wrap(large).putInt(16, 8000).putInt(20, 5000).put(24, (byte) 16);

        assertThat(PictureDecoder.isSlow(small)).isFalse();
        assertThat(PictureDecoder.isSlow(large)).isTrue();
        assertThat(PictureDecoder.isSlow(text("hello"))).isFalse();
        assertThat(PictureDecoder.isSlow(gif(64, 64, 8000, 5000, new byte[1]))).isTrue();
        assertThat(PictureDecoder.isSlow(gif(8000, 5000, 64, 64, new byte[1]))).isFalse();
    }

    /** Only their first frame is decoded, however many there are. */
    @Test
    void framesOfAnAnimationAreNotDecoded() {
        Kinds.decoded(Animations.gif(1500, 1500, 5000));
        Kinds.decoded(Animations.png(1500, 1500, 1000));
        Kinds.decoded(Animations.webp(1500, 1500, 20_000));
    }

    /** Two and a half minutes, by OpenCV. */
    @Test
    void aGifThatBeginsItsTableAnewMillionsOfTimesTakesNoLonger() {
        byte[] codes = new byte[TEN_MEGABYTES];
        for (int i = 0; i < codes.length; i++) {
            // Codes of three bits, each of them 4: begin anew.
            codes[i] = (byte) (0b100100100100100100100100 >> 8 * (i % 3));
        }
        assertThatThrownBy(() -> Kinds.decoded(gif(64, 64, 64, 64, codes))).isInstanceOf(PictureException.class);
    }

    /** Its frame would be a hundred times what a picture may be. */
    @Test
    void aGifOfAVastFrameIsRefused() {
        byte[] codes = new byte[TEN_MEGABYTES];
        assertThatThrownBy(() -> Kinds.decoded(gif(64, 64, 65_535, 65_535, codes)))
                .isInstanceOf(PictureException.class);
    }

    /** Eight megabytes each, which OpenCV unpacks: some fifty seconds. */
    @Test
    void remarksInAPngAreNotUnpacked() {
        Mat picture = Kinds.picture(120, 90);
        byte[] remark = chunk("zTXt", join(text("Comment\0\0"), deflated(new byte[7_900_000])));
        byte[] remarks = new byte[remark.length * 1200];
        byte[] notes = chunk("zTXt", join(text("Raw profile type exif\0\0"), deflated(new byte[7_900_000])));
        byte[] manyNotes = new byte[notes.length * 1200];
        for (int i = 0; i < 1200; i++) {
            System.arraycopy(remark, 0, remarks, i * remark.length, remark.length);
            System.arraycopy(notes, 0, manyNotes, i * notes.length, notes.length);
        }
        byte[] png = Kinds.encoded(".png", picture);

        assertThat(Kinds.difference(Kinds.decoded(behindHead(png, remarks)), picture)).isZero();
        assertThat(Kinds.difference(Kinds.decoded(behindHead(png, manyNotes)), picture)).isZero();
    }

    /** Two hundred megabytes for 64 x 64 pixels; of gigabytes in as few more bytes it would take half a minute. */
    @Test
    void aPngThatHidesMuchBehindItsPixelsIsRefused() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        byte[] megabyte = new byte[1 << 20];
        try (DeflaterOutputStream packed = new DeflaterOutputStream(stream, new Deflater(1))) {
            for (int i = 0; i < 200; i++) {
                packed.write(megabyte);
            }
        }
        byte[] png = Kinds.encoded(".png", Kinds.picture(64, 64));
        byte[] swollen = join(Arrays.copyOf(png, Containers.PNG_HEAD), chunk("IDAT", stream.toByteArray()),
                chunk("IEND", new byte[0]));

        assertThatThrownBy(() -> Kinds.decoded(swollen)).isInstanceOf(PictureException.class)
                .hasMessageContaining("far more data than its 64 x 64 pixels need");
    }

    /** A header that no decoder sees says 201 x 257. */
    @Test
    void aWebpIsAsLargeAsItsDecoderSeesIt() {
        byte[] unseen = new byte[200];
        unseen[0] = 1;
        byte[] picture = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x2F)
                .putInt(16_382 | 16_382 << 14).array();
        byte[] webp = riff("RIFF", text("WEBP"), riff("VP8X"), riff("JUNK", unseen), riff("VP8L", picture));

        assertThatThrownBy(() -> Kinds.decoded(webp)).isInstanceOf(PictureException.class)
                .hasMessageContaining("too large: 16383 x 16383 pixels");
        assertThat(PictureDecoder.isSlow(webp)).isTrue();
    }

    private static byte[] gif(int screenWidth, int screenHeight, int width, int height, byte[] codes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text("GIF89a"));
        out.writeBytes(ByteBuffer.allocate(7).order(ByteOrder.LITTLE_ENDIAN).putShort((short) screenWidth)
                .putShort((short) screenHeight).put((byte) 0x80).array());
        out.writeBytes(new byte[]{0, 0, 0, 1, 1, 1, ',', 0, 0, 0, 0});
        out.writeBytes(ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN).putShort((short) width)
                .putShort((short) height).array());
        out.write(2);
        for (int at = 0; at < codes.length; at += 255) {
            int length = Math.min(255, codes.length - at);
            out.write(length);
            out.write(codes, at, length);
        }
        out.writeBytes(new byte[]{0, ';'});
        return out.toByteArray();
    }

    @Test
    void theFirstFrameOfAGifLiesOnItsScreen() {
        Mat picture = Kinds.decoded(gif(90, 60, 50, 40, packed(50 * 40)));

        assertThat(picture.size()).isEqualTo(new org.opencv.core.Size(90, 60));
        assertThat(picture.get(39, 49)).containsExactly(1, 1, 1);
        assertThat(picture.get(40, 49)).containsExactly(225, 225, 225);
        assertThat(picture.get(39, 50)).containsExactly(225, 225, 225);
        assertThat(Core.sumElems(picture).val[0]).isEqualTo(50 * 40 + 225.0 * (90 * 60 - 50 * 40));
    }

    /** The second colour, without any string: the table is begun anew before it grows. */
    private static byte[] packed(int pixels) {
        byte[] codes = new byte[(6 * pixels + 3) / 8 + 1];
        int bit = 0;
        for (int i = 0; i <= 2 * pixels; i++) {
            int code = i == 2 * pixels ? 5 : i % 2 == 0 ? 4 : 1;
            for (int b = 0; b < 3; b++, bit++) {
                codes[bit / 8] |= (byte) ((code >> b & 1) << bit % 8);
            }
        }
        return codes;
    }
}
