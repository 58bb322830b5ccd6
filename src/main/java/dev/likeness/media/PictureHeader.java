package dev.likeness.media;

import java.util.Optional;

/**
 * Format and size as the first bytes of a picture declare them, in pixels: read before decoding, because a small file
 * can ask a decoder for gigabytes.
 */
public record PictureHeader(FileType format, long width, long height) {

    private record Size(long width, long height) {
    }

    private static final Size NONE = new Size(0, 0);

    public long pixels() {
        // Neither has more than 32 bits, and nobody means more than this.
        return width > Integer.MAX_VALUE || height > Integer.MAX_VALUE ? Long.MAX_VALUE : width * height;
    }

    /** Empty for what is no JPEG, PNG, GIF, BMP or WebP, and when the header declares no size, which no picture does. */
    public static Optional<PictureHeader> of(Bytes picture) {
        return Signatures.type(picture).flatMap(type -> of(type, size(type, picture)));
    }

    private static Optional<PictureHeader> of(FileType type, Size size) {
        return size.width > 0 && size.height > 0
                ? Optional.of(new PictureHeader(type, size.width, size.height))
                : Optional.empty();
    }

    private static Size size(FileType type, Bytes b) {
        return switch (type) {
            case JPEG -> jpeg(b);
            case PNG -> b.has(12, "IHDR") ? new Size(b.be(16, 4), b.be(20, 4)) : NONE;
            case GIF -> new Size(b.le(6, 2), b.le(8, 2));
            case BMP -> bmp(b);
            case WEBP -> webp(b);
            default -> NONE;
        };
    }

    private static Size bmp(Bytes b) {
        return b.le(14, 4) == 12
                ? new Size(b.le(18, 2), b.le(20, 2))
                : new Size((int) b.le(18, 4), Math.abs((long) (int) b.le(22, 4)));
    }

    private static Size webp(Bytes b) {
        return switch (b.text(12, 4)) {
            case "VP8 " -> new Size(b.le(26, 2) & 0x3FFF, b.le(28, 2) & 0x3FFF);
            case "VP8L" -> new Size((b.le(21, 4) & 0x3FFF) + 1, (b.le(21, 4) >> 14 & 0x3FFF) + 1);
            case "VP8X" -> new Size(b.le(24, 3) + 1, b.le(27, 3) + 1);
            default -> NONE;
        };
    }

    /** The first frame header among the segments. Decoders pass over what lies between two, and so does this. */
    private static Size jpeg(Bytes b) {
        int at = 2;
        while (at < b.size()) {
            while (at < b.size() && b.u8(at) != 0xFF) {
                at++;
            }
            while (b.u8(at) == 0xFF) {
                at++;
            }
            int marker = b.u8(at++);
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                return new Size(b.be(at + 5, 2), b.be(at + 3, 2));
            }
            boolean alone = marker == 0 || marker == 1 || marker >= 0xD0 && marker <= 0xD8;
            if (!alone) {
                long length = b.be(at, 2);
                if (marker == 0xD9 || marker == 0xDA || length < 2) {
                    return NONE;
                }
                at += (int) length;
            }
        }
        return NONE;
    }
}
