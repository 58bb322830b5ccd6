package dev.likeness.avatar.picture;

import static dev.likeness.avatar.picture.Containers.PNG_HEAD;
import static dev.likeness.avatar.picture.Containers.chunk;
import static dev.likeness.avatar.picture.Containers.deflated;
import static dev.likeness.avatar.picture.Containers.riff;
import static dev.likeness.avatar.picture.Containers.text;
import static dev.likeness.avatar.picture.Containers.three;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** Pictures of many frames, each as large as the whole. */
final class Animations {

    private Animations() {
    }

    static byte[] gif(int width, int height, int frames) {
        byte[] one = grey(width, height, "gif");
        int table = (one[10] & 0x80) == 0 ? 0 : 3 * (2 << (one[10] & 7));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(one, 0, 13 + table);
        for (int i = 0; i < frames; i++) {
            out.write(one, 13 + table, one.length - 14 - table);
        }
        out.write(';');
        return out.toByteArray();
    }

    static byte[] png(int width, int height, int frames) {
        byte[] pixels = deflated(new byte[(width + 1) * height]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(grey(width, height, "png"), 0, PNG_HEAD);
        out.writeBytes(chunk("acTL", ByteBuffer.allocate(8).putInt(frames).putInt(0).array()));
        int order = 0;
        for (int i = 0; i < frames; i++) {
            out.writeBytes(chunk("fcTL", ByteBuffer.allocate(26).putInt(order++).putInt(width).putInt(height).putInt(0)
                    .putInt(0).putShort((short) 1).putShort((short) 10).array()));
            out.writeBytes(i == 0
                    ? chunk("IDAT", pixels)
                    : chunk("fdAT", ByteBuffer.allocate(4 + pixels.length).putInt(order++).put(pixels).array()));
        }
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] webp(int width, int height, int frames) {
        Natives.load();
        byte[] picture = Kinds.encoded(".webp", new Mat(height, width, CvType.CV_8UC3, Scalar.all(128)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(riff("VP8X", ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(2)
                .put(three(width - 1)).put(three(height - 1)).array()));
        body.writeBytes(riff("ANIM", new byte[6]));
        byte[] frame = ByteBuffer.allocate(16 + picture.length - 12).put(new byte[6]).put(three(width - 1))
                .put(three(height - 1)).put(three(10)).put((byte) 0).put(picture, 12, picture.length - 12).array();
        for (int i = 0; i < frames; i++) {
            body.writeBytes(riff("ANMF", frame));
        }
        return riff("RIFF", text("WEBP"), body.toByteArray());
    }

    private static byte[] grey(int width, int height, String format) {
        return Kinds.written(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), format, false);
    }
}
