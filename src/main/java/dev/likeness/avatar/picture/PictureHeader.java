package dev.likeness.avatar.picture;

import java.util.Optional;

/**
 * Format and size as the first bytes of a picture declare them: read before decoding, because a small file can ask a
 * decoder for gigabytes.
 */
record PictureHeader(Format format, long width, long height) {

    enum Format {
        JPEG, PNG, GIF, BMP, WEBP
    }

    long pixels() {
        return width * height;
    }

    static Optional<PictureHeader> read(byte[] b) {
        try {
            return parse(b).filter(header -> header.width > 0 && header.height > 0);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<PictureHeader> parse(byte[] b) {
        if (u8(b, 0) == 0xFF && u8(b, 1) == 0xD8) {
            return jpeg(b);
        }
        if (be(b, 0, 4) == 0x89504E47L && be(b, 12, 4) == 0x49484452L) {
            return header(Format.PNG, be(b, 16, 4), be(b, 20, 4));
        }
        if (be(b, 0, 4) == 0x47494638L) {
            return header(Format.GIF, le(b, 6, 2), le(b, 8, 2));
        }
        if (u8(b, 0) == 'B' && u8(b, 1) == 'M') {
            return le(b, 14, 4) == 12
                    ? header(Format.BMP, le(b, 18, 2), le(b, 20, 2))
                    : header(Format.BMP, (int) le(b, 18, 4), Math.abs((long) (int) le(b, 22, 4)));
        }
        if (be(b, 0, 4) == 0x52494646L && be(b, 8, 4) == 0x57454250L) {
            return webp(b);
        }
        return Optional.empty();
    }

    private static Optional<PictureHeader> jpeg(byte[] b) {
        int at = 2;
        while (true) {
            while (u8(b, at) != 0xFF) {
                at++;
            }
            while (u8(b, at) == 0xFF) {
                at++;
            }
            int marker = u8(b, at++);
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return header(Format.JPEG, be(b, at + 5, 2), be(b, at + 3, 2));
            }
            boolean alone = marker == 0 || marker == 1 || marker >= 0xD0 && marker <= 0xD8;
            if (!alone) {
                at += (int) be(b, at, 2);
            }
        }
    }

    private static Optional<PictureHeader> webp(byte[] b) {
        return switch (u8(b, 15)) {
            case ' ' -> header(Format.WEBP, le(b, 26, 2) & 0x3FFF, le(b, 28, 2) & 0x3FFF);
            case 'L' -> header(Format.WEBP, (le(b, 21, 4) & 0x3FFF) + 1, (le(b, 21, 4) >> 14 & 0x3FFF) + 1);
            case 'X' -> header(Format.WEBP, le(b, 24, 3) + 1, le(b, 27, 3) + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<PictureHeader> header(Format format, long width, long height) {
        return Optional.of(new PictureHeader(format, width, height));
    }

    private static int u8(byte[] b, int at) {
        return b[at] & 0xFF;
    }

    private static long be(byte[] b, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | u8(b, at + i);
        }
        return value;
    }

    private static long le(byte[] b, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | u8(b, at + i);
        }
        return value;
    }
}
