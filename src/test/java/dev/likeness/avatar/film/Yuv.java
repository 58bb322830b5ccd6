package dev.likeness.avatar.film;

import dev.likeness.avatar.picture.Raster;

/** Reads frames as a player does. */
final class Yuv {

    private Yuv() {
    }

    static byte[] bgr(byte[] yuv, int width, int height) {
        byte[] out = new byte[width * height * 3];
        int blue = width * height;
        int red = blue + width * height / 4;
        for (int p = 0; p < width * height; p++) {
            int colour = p / width / 2 * (width / 2) + p % width / 2;
            double y = ((yuv[p] & 255) - 16) * 255 / 219.0;
            double u = ((yuv[blue + colour] & 255) - 128) * 255 / 224.0;
            double v = ((yuv[red + colour] & 255) - 128) * 255 / 224.0;
            out[3 * p] = Raster.toByte(y + 1.8556 * u);
            out[3 * p + 1] = Raster.toByte(y - .1873 * u - .4681 * v);
            out[3 * p + 2] = Raster.toByte(y + 1.5748 * v);
        }
        return out;
    }
}
