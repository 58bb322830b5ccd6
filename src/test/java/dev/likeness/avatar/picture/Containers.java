package dev.likeness.avatar.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Files of pictures, put together from their parts. */
public final class Containers {

    public static final String PREFIX = "Exif\0\0";
    /** Signature and IHDR of a PNG. */
    public static final int PNG_HEAD = 33;
    private static final int IEND = 12;

    private Containers() {
    }

    /** Notes of a camera with one tag more on each side. */
    public static byte[] exif(int orientation, boolean little) {
        return exif(orientation, little, 3);
    }

    static byte[] exif(int orientation, boolean little, int type) {
        ByteBuffer notes = ByteBuffer.allocate(8 + 2 + 3 * 12 + 4)
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        notes.put((little ? "II" : "MM").getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        notes.putShort((short) 3);
        notes.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(640);
        notes.putShort((short) 0x0112).putShort((short) type).putInt(1);
        if (type == 4) {
            notes.putInt(orientation);
        } else {
            notes.putShort((short) orientation).putShort((short) 0);
        }
        notes.putShort((short) 0x0128).putShort((short) 3).putInt(1).putShort((short) 2).putShort((short) 0);
        return notes.array();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] chunk(String name, byte[] data) {
        byte[] named = join(text(name), data);
        CRC32 sum = new CRC32();
        sum.update(named);
        return join(ByteBuffer.allocate(4).putInt(data.length).array(), named,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    static byte[] behindHead(byte[] png, byte[]... chunks) {
        return join(Arrays.copyOf(png, PNG_HEAD), join(chunks), Arrays.copyOfRange(png, PNG_HEAD, png.length));
    }

    static byte[] beforeEnd(byte[] png, byte[]... chunks) {
        return join(Arrays.copyOf(png, png.length - IEND), join(chunks),
                Arrays.copyOfRange(png, png.length - IEND, png.length));
    }

    /** As ImageMagick writes notes into texts. */
    static byte[] rawProfile(String kind, byte[] notes, boolean compressed) {
        byte[] name = text("Raw profile type " + kind + "\0");
        byte[] data = join(text(PREFIX), notes);
        byte[] lines = text("\n" + kind.toLowerCase(Locale.ROOT) + "\n" + "%8d".formatted(data.length) + "\n"
                + HexFormat.of().formatHex(data).replaceAll("(.{72})", "$1\n") + "\n");
        return compressed
                ? chunk("zTXt", join(name, new byte[1], deflated(lines)))
                : chunk("tEXt", join(name, lines));
    }

    public static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
            packed.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A chunk of a RIFF file, padded. */
    public static byte[] riff(String name, byte[]... data) {
        byte[] body = join(data);
        return join(text(name), ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(body.length).array(),
                body, new byte[body.length % 2]);
    }

    /** A simple or extended WebP in the extended form, with what may stand before and behind its picture. */
    static byte[] extended(byte[] webp, int width, int height, int flags, byte[] before, byte[] behind) {
        boolean extended = Arrays.equals(Arrays.copyOfRange(webp, 12, 16), text("VP8X"));
        byte[] parts = Arrays.copyOfRange(webp, extended ? 30 : 12, webp.length);
        byte[] head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flags | (extended ? webp[20] : 0))
                .put(three(width - 1)).put(three(height - 1)).array();
        return riff("RIFF", text("WEBP"), riff("VP8X", head), before, parts, behind);
    }

    /** A simple WebP whose picture is a byte longer than it needs to be, if that makes it odd, and not padded. */
    static byte[] oddPicture(byte[] webp) {
        int length = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).getInt(16);
        byte[] odd = Arrays.copyOf(webp, 20 + (length | 1));
        odd[16] |= 1;
        return odd;
    }

    public static byte[] three(int number) {
        return new byte[]{(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
    }

    /** With a segment of notes behind the first marker. */
    static byte[] jpegWith(byte[] jpeg, byte[] notes) {
        byte[] segment = join(text(PREFIX), notes);
        return join(Arrays.copyOf(jpeg, 2), new byte[]{(byte) 0xFF, (byte) 0xE1},
                ByteBuffer.allocate(2).putShort((short) (segment.length + 2)).array(), segment,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }
}
