package dev.likeness.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The chunks of a WebP. Its decoder gets the picture, or the first frame of an animation, in a container whose lengths are
 * right: programs write them off by a byte, and the decoder refuses that.
 */
final class WebpChunks {

    private static final int HEAD = 12;
    private static final int ALPHA = 0x10;
    private static final int ANIMATION = 0x02;
    private static final int NOTES = 0x08;
    /** Zeros that no picture ends with: room that was made for a file whose end never came. */
    private static final int UNWRITTEN = 1024;
    /** In the fifth byte of a lossless picture. */
    private static final int ALPHA_OF_LOSSLESS = 0x10;

    private final Bytes webp;
    private final ByteArrayOutputStream essence;
    private boolean extended;
    /** Where they are in the essence. */
    private int flags;
    private boolean announced;
    private boolean noted;
    private boolean pictured;
    private boolean cut;
    private boolean transparent;
    private int orientation = Exif.UNTOLD;

    private WebpChunks(Bytes webp) {
        this.webp = webp;
        this.essence = new ByteArrayOutputStream(webp.size() + 1);
        essence.writeBytes("RIFF....WEBP".getBytes(StandardCharsets.US_ASCII));
    }

    static PictureFile of(Bytes webp) {
        WebpChunks chunks = new WebpChunks(webp);
        chunks.walk();
        byte[] whole = chunks.essence.toByteArray();
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(4, whole.length - 8);
        if (chunks.extended && chunks.transparent) {
            // Some forget to say it, and the picture would show what lies under its transparent parts.
            whole[chunks.flags] |= ALPHA;
        }
        return new PictureFile(whole, chunks.ending(), chunks.orientation);
    }

    /** Notes that were announced and have not come leave nobody knowing how the picture lies. */
    private Ending ending() {
        if (cut || !pictured || announced && !noted && isShort()) {
            return Ending.CUT;
        }
        return isShort() ? Ending.UNSEEN : Ending.SEEN;
    }

    /** Than its header says, by more than a byte of padding. */
    private boolean isShort() {
        return webp.le(4, 4) > webp.size() - 8 + 1;
    }

    private void walk() {
        int at = HEAD;
        while (at + 8 <= webp.size()) {
            String type = webp.text(at, 4);
            long length = webp.le(at + 4, 4);
            long left = webp.size() - 8L - at;
            // A byte more than there is: some count their padding.
            if (length > left + 1) {
                // Behind what the header calls the whole nothing is the picture's.
                cut = at < 8 + webp.le(4, 4);
                return;
            }
            int there = (int) Math.min(length, left);
            take(type, at + 8, there);
            at += 8 + there + (there & 1);
        }
    }

    private void take(String type, int from, int length) {
        switch (type) {
            case "VP8X" -> {
                if (!extended && length > 0) {
                    extended = true;
                    announced = (webp.u8(from) & NOTES) != 0;
                    head(type, length);
                    flags = essence.size();
                    essence.write(webp.u8(from) & (ALPHA | ANIMATION));
                    body(from + 1, length - 1);
                }
            }
            case "ANIM", "ALPH" -> {
                copy(type, from, length);
                transparent |= type.equals("ALPH");
            }
            case "VP8 ", "VP8L", "ANMF" -> {
                copy(type, from, length);
                transparent |= type.equals("VP8L") && (webp.u8(from + 4) & ALPHA_OF_LOSSLESS) != 0;
                pictured = true;
                cut |= webp.zerosBefore(from + length) >= UNWRITTEN;
            }
            case "EXIF" -> {
                noted = true;
                if (extended && orientation == Exif.UNTOLD) {
                    orientation = Exif.orientation(
                            new Bytes(Arrays.copyOfRange(webp.array(), from, from + length)));
                }
            }
            default -> {
                // Of no use for the pixels.
            }
        }
    }

    private void copy(String type, int from, int length) {
        if (!pictured) {
            head(type, length);
            body(from, length);
        }
    }

    private void head(String type, int length) {
        essence.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        essence.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    }

    private void body(int from, int length) {
        essence.write(webp.array(), from, length);
        if (essence.size() % 2 == 1) {
            essence.write(0);
        }
    }
}
