package dev.likeness.file;

import java.util.Optional;

/** Width and height as the header of a picture declares them; pixels. */
record ImageSize(long width, long height) {

    long pixels() {
        // Neither has more than 32 bits, and nobody means more than this.
        return width > Integer.MAX_VALUE || height > Integer.MAX_VALUE ? Long.MAX_VALUE : width * height;
    }

    /** Empty when the header declares none, which no picture does. */
    static Optional<ImageSize> of(FileType type, Bytes b) {
        ImageSize size = switch (type) {
            case JPEG -> jpeg(b);
            case PNG -> b.has(12, "IHDR") ? new ImageSize(b.be(16, 4), b.be(20, 4)) : none();
            case GIF -> new ImageSize(b.le(6, 2), b.le(8, 2));
            case BMP -> bmp(b);
            case WEBP -> webp(b);
            default -> none();
        };
        return size.width > 0 && size.height > 0 ? Optional.of(size) : Optional.empty();
    }

    private static ImageSize bmp(Bytes b) {
        return b.le(14, 4) == 12
                ? new ImageSize(b.le(18, 2), b.le(20, 2))
                : new ImageSize((int) b.le(18, 4), Math.abs((long) (int) b.le(22, 4)));
    }

    private static ImageSize webp(Bytes b) {
        return switch (b.text(12, 4)) {
            case "VP8 " -> new ImageSize(b.le(26, 2) & 0x3FFF, b.le(28, 2) & 0x3FFF);
            case "VP8L" -> new ImageSize((b.le(21, 4) & 0x3FFF) + 1, (b.le(21, 4) >> 14 & 0x3FFF) + 1);
            case "VP8X" -> new ImageSize(b.le(24, 3) + 1, b.le(27, 3) + 1);
            default -> none();
        };
    }

    /** The first frame header among the segments. */
    private static ImageSize jpeg(Bytes b) {
        int at = 2;
        while (at < b.size()) {
            if (b.u8(at) != 0xFF) {
                return none();
            }
            while (b.u8(at) == 0xFF) {
                at++;
            }
            int marker = b.u8(at++);
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                return new ImageSize(b.be(at + 5, 2), b.be(at + 3, 2));
            }
            long length = b.be(at, 2);
            if (marker == 0xD9 || marker == 0xDA || length < 2) {
                return none();
            }
            at += (int) length;
        }
        return none();
    }

    private static ImageSize none() {
        return new ImageSize(0, 0);
    }
}
