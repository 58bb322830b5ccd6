package dev.likeness.media;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunks of a PNG. Its decoder gets those that make pixels and no others: a megabyte of compressed remarks takes it
 * seconds, frames of an animation are not wanted, and of what is wrong in either nobody would see anything.
 */
public final class PngChunks {

    private static final int SIGNATURE = 8;
    /** Length, type and check sum. */
    private static final int AROUND = 12;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    /** Of texts that may be notes of a camera; each is inflated for it. */
    private static final int MOST_PROFILES = 4;
    /** What may follow the last pixel, for programs that cannot count. */
    private static final int SLACK = 1 << 20;
    /** Data that hide at most half a gigabyte: a second. */
    private static final int UNSUSPICIOUS = 1 << 19;

    private final Bytes png;
    private final ByteBuffer essence;
    private Ending ending = Ending.UNSEEN;
    private int orientation = Exif.UNTOLD;
    private int profiles;
    private int profiled = Exif.UNTOLD;
    private boolean palette;
    private boolean transparency;

    private PngChunks(Bytes png) {
        this.png = png;
        this.essence = ByteBuffer.allocate(png.size() + END.length);
        essence.put(png.array(), 0, Math.min(SIGNATURE, png.size()));
    }

    static PictureFile of(Bytes png) {
        PngChunks chunks = new PngChunks(png);
        chunks.walk();
        chunks.essence.put(END);
        return new PictureFile(new Bytes(chunks.essence.array(), chunks.essence.position()), chunks.ending,
                chunks.orientation == Exif.UNTOLD ? chunks.profiled : chunks.orientation);
    }

    private void walk() {
        int at = SIGNATURE;
        while (ending == Ending.UNSEEN && at + 8 <= png.size()) {
            long length = png.be(at, 4);
            String type = png.text(at + 4, 4);
            if (type.equals("IEND")) {
                ending = Ending.SEEN;
            } else if (length > png.size() - AROUND - at) {
                // A length that is wrong amid a whole file is damage, and the decoder will say so.
                ending = png.has(png.size() - 8, "IEND") ? Ending.SEEN : Ending.CUT;
            } else {
                take(type, at, (int) length);
                at += AROUND + (int) length;
            }
        }
    }

    private void take(String type, int at, int length) {
        switch (type) {
            case "IHDR", "IDAT" -> copy(at, length);
            case "PLTE" -> {
                if (!palette) {
                    copy(at, length);
                }
                palette = true;
            }
            case "tRNS" -> {
                if (!transparency) {
                    copy(at, length);
                }
                transparency = true;
            }
            case "eXIf" -> {
                if (orientation == Exif.UNTOLD && isSound(at, length)) {
                    orientation = Exif.orientation(png, at + 8, at + 8 + length);
                }
            }
            case "tEXt", "zTXt" -> profile(type, at, length);
            default -> {
                // Of no use for the pixels.
            }
        }
    }

    private void profile(String type, int at, int length) {
        if (profiles < MOST_PROFILES && profiled == Exif.UNTOLD) {
            RawProfile.of(png, at + 8, at + 8 + length, type.equals("zTXt")).ifPresent(notes -> {
                profiles++;
                profiled = Exif.orientation(notes, 0, notes.size());
            });
        }
    }

    private void copy(int at, int length) {
        essence.put(png.array(), at, AROUND + length);
    }

    private boolean isSound(int at, int length) {
        CRC32 sum = new CRC32();
        sum.update(png.array(), at + 4, 4 + length);
        return sum.getValue() == png.be(at + 8 + length, 4);
    }

    /**
     * Whether far more data are packed into it than its pixels are: a decoder unpacks them all.
     *
     * @param essence of a PNG
     */
    public static boolean isSwollen(Bytes essence) {
        return essence.size() > UNSUSPICIOUS && unpacksBeyond(essence, unpackedSize(essence) + SLACK);
    }

    private static boolean unpacksBeyond(Bytes png, long most) {
        byte[] nowhere = new byte[1 << 16];
        try (Inflater inflater = new Inflater()) {
            for (int at = SIGNATURE; at + AROUND <= png.size(); at += AROUND + (int) png.be(at, 4)) {
                if (png.has(at + 4, "IDAT")) {
                    inflater.setInput(png.array(), at + 8, (int) png.be(at, 4));
                    while (inflater.inflate(nowhere) > 0) {
                        if (inflater.getBytesWritten() > most) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (DataFormatException e) {
            // Damage, which the decoder will meet as well.
            return false;
        }
    }

    /** Bytes of all rows, a byte of filter each; of an interlaced picture, in each of its seven passes. */
    public static long unpackedSize(Bytes png) {
        long width = png.be(16, 4);
        long height = png.be(20, 4);
        int samples = switch (png.u8(25)) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        int bits = samples * png.u8(24);
        if (png.u8(28) != 1) {
            return rows(width, height, bits);
        }
        return rows((width + 7) / 8, (height + 7) / 8, bits) + rows((width + 3) / 8, (height + 7) / 8, bits)
                + rows((width + 3) / 4, (height + 3) / 8, bits) + rows((width + 1) / 4, (height + 3) / 4, bits)
                + rows((width + 1) / 2, (height + 1) / 4, bits) + rows(width / 2, (height + 1) / 2, bits)
                + rows(width, height / 2, bits);
    }

    private static long rows(long width, long height, int bits) {
        return width == 0 ? 0 : height * (1 + (width * bits + 7) / 8);
    }
}
