package dev.likeness.avatar.portrait;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** Pictures of many frames, each as large as the whole. */
final class Animations {

    private Animations() {
    }

    static byte[] gif(int width, int height, int frames) {
        byte[] one = written(width, height, "gif");
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
        byte[] one = written(width, height, "png");
        byte[] pixels = deflated(new byte[(width + 1) * height]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(one, 0, 33);
        chunk(out, "acTL", ByteBuffer.allocate(8).putInt(frames).putInt(0).array());
        int order = 0;
        for (int i = 0; i < frames; i++) {
            chunk(out, "fcTL", ByteBuffer.allocate(26).putInt(order++).putInt(width).putInt(height).putInt(0).putInt(0)
                    .putShort((short) 1).putShort((short) 10).array());
            chunk(out, i == 0 ? "IDAT" : "fdAT", i == 0
                    ? pixels
                    : ByteBuffer.allocate(4 + pixels.length).putInt(order++).put(pixels).array());
        }
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    static byte[] webp(int width, int height, int frames) {
        MatOfByte still = new MatOfByte();
        Imgcodecs.imencode(".webp", new Mat(height, width, CvType.CV_8UC3, Scalar.all(128)), still);
        byte[] picture = still.toArray();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        riff(body, "VP8X", ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(2).put(small(width - 1))
                .put(small(height - 1)).array());
        riff(body, "ANIM", new byte[6]);
        byte[] frame = ByteBuffer.allocate(16 + picture.length - 12).put(new byte[6]).put(small(width - 1))
                .put(small(height - 1)).put(small(10)).put((byte) 0).put(picture, 12, picture.length - 12).array();
        for (int i = 0; i < frames; i++) {
            riff(body, "ANMF", frame);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        riff(out, "RIFF", body.toByteArray());
        return out.toByteArray();
    }

    private static byte[] written(int width, int height, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] small(int number) {
        return Arrays.copyOf(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array(), 3);
    }

    private static void riff(ByteArrayOutputStream out, String name, byte[] data) {
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length).array());
        out.writeBytes(data);
        if (data.length % 2 == 1) {
            out.write(0);
        }
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length).put(name.getBytes(StandardCharsets.US_ASCII)).put(data)
                .array();
        CRC32 sum = new CRC32();
        sum.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
            packed.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
