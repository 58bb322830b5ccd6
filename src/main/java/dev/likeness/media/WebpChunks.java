package dev.likeness.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

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
    private final ByteBuffer essence;
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
        this.essence = ByteBuffer.allocate(Math.max(HEAD, webp.size()) + 1).order(ByteOrder.LITTLE_ENDIAN);
        essence.put(webp.array(), 0, Math.min(HEAD, webp.size()));
    }

    static PictureFile of(Bytes webp) {
        WebpChunks chunks = new WebpChunks(webp);
        chunks.walk();
        Bytes whole = new Bytes(chunks.essence.array(), chunks.essence.position());
        chunks.essence.putInt(4, whole.size() - 8);
        if (chunks.extended && chunks.transparent) {
            // Some forget to say it, and the picture would show what lies under its transparent parts.
            whole.array()[chunks.flags] |= ALPHA;
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
                // Where no picture came before, it is cut off; behind one it is rubbish, or notes, of which others know.
                return;
            }
            int there = (int) Math.min(length, left);
            take(type, at + 8, there);
            at += 8 + there;
            at += there % 2 == 0 || isNotes(at) ? 0 : 1;
        }
    }

    /** Some leave out the padding before them. */
    private boolean isNotes(int at) {
        return webp.has(at, "EXIF") || webp.has(at, "XMP ");
    }

    private void take(String type, int from, int length) {
        switch (type) {
            case "VP8X" -> {
                if (!extended && length > 0) {
                    extended = true;
                    announced = (webp.u8(from) & NOTES) != 0;
                    head(type, length);
                    flags = essence.position();
                    body(from, length);
                    essence.put(flags, (byte) (webp.u8(from) & (ALPHA | ANIMATION)));
                }
            }
            case "ANIM", "ALPH" -> {
                copy(type, from, length);
                transparent |= type.equals("ALPH");
            }
            case "VP8 ", "VP8L", "ANMF" -> {
                copy(type, from, length);
                transparent |= type.equals("VP8L") && (webp.u8(from + 4) & ALPHA_OF_LOSSLESS) != 0;
                cut |= !pictured && webp.zerosBefore(from + length) >= UNWRITTEN;
                pictured = true;
            }
            case "EXIF" -> {
                noted = true;
                if (extended && orientation == Exif.UNTOLD) {
                    orientation = Exif.orientation(webp, from, from + length);
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
        essence.put(type.getBytes(StandardCharsets.US_ASCII)).putInt(length);
    }

    private void body(int from, int length) {
        essence.put(webp.array(), from, length);
        if (essence.position() % 2 == 1) {
            essence.put((byte) 0);
        }
    }
}
