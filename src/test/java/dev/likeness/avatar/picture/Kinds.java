package dev.likeness.avatar.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** One picture as files of every kind that is taken. */
final class Kinds {

    private Kinds() {
    }

    /** Of noise and slopes, unlike itself from every side. */
    static Mat picture(int width, int height) {
        Natives.load();
        Core.setRNGSeed(5);
        Mat mat = new Mat(height, width, CvType.CV_8UC3);
        Core.randu(mat, 0, 90);
        Imgproc.rectangle(mat, new Rect(0, 0, width / 2, height / 4), new Scalar(20, 40, 230), -1);
        Imgproc.line(mat, new org.opencv.core.Point(0, height), new org.opencv.core.Point(width, 0),
                new Scalar(240, 200, 30), 5);
        return mat;
    }

    static Mat withAlpha(Mat bgr) {
        Mat bgra = new Mat();
        Imgproc.cvtColor(bgr, bgra, Imgproc.COLOR_BGR2BGRA);
        Imgproc.rectangle(bgra, new Rect(bgr.cols() / 2, 0, bgr.cols() / 3, bgr.rows() / 2), new Scalar(9, 9, 9, 0),
                -1);
        return bgra;
    }

    static Mat deep(Mat mat) {
        Mat deep = new Mat();
        mat.convertTo(deep, CvType.CV_16U, 257);
        return deep;
    }

    static Mat grey(Mat bgr) {
        Mat grey = new Mat();
        Imgproc.cvtColor(bgr, grey, Imgproc.COLOR_BGR2GRAY);
        return grey;
    }

    static byte[] encoded(String format, Mat mat, int... options) {
        MatOfByte bytes = new MatOfByte();
        Imgcodecs.imencode(format, mat, bytes, new MatOfInt(options));
        return bytes.toArray();
    }

    /** By name; the beginning of the name is the format. */
    static Map<String, byte[]> all(int width, int height) {
        Mat bgr = picture(width, height);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("jpeg", encoded(".jpg", bgr));
        files.put("jpeg with restarts", encoded(".jpg", bgr, Imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 3));
        files.put("jpeg progressive", encoded(".jpg", bgr, Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1));
        files.put("jpeg progressive with restarts", encoded(".jpg", bgr, Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1,
                Imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 4));
        files.put("jpeg grey", encoded(".jpg", grey(bgr)));
        files.put("png", encoded(".png", bgr));
        files.put("png grey", encoded(".png", grey(bgr)));
        files.put("png with alpha", encoded(".png", withAlpha(bgr)));
        files.put("png of 16 bits", encoded(".png", deep(bgr)));
        files.put("png of 16 bits with alpha", encoded(".png", deep(withAlpha(bgr))));
        files.put("png of 1 bit", encoded(".png", grey(bgr), Imgcodecs.IMWRITE_PNG_BILEVEL, 1));
        files.put("png of a palette", written(palette(bgr), "png", false));
        files.put("png interlaced", written(buffered(bgr), "png", true));
        files.put("webp", encoded(".webp", bgr, Imgcodecs.IMWRITE_WEBP_QUALITY, 80));
        files.put("webp with alpha", encoded(".webp", withAlpha(bgr), Imgcodecs.IMWRITE_WEBP_QUALITY, 80));
        files.put("webp lossless", encoded(".webp", bgr, Imgcodecs.IMWRITE_WEBP_QUALITY, 101));
        files.put("webp lossless with alpha", encoded(".webp", withAlpha(bgr), Imgcodecs.IMWRITE_WEBP_QUALITY, 101));
        files.put("gif", written(palette(bgr), "gif", false));
        files.put("gif interlaced", written(palette(bgr), "gif", true));
        files.put("bmp", encoded(".bmp", bgr));
        files.put("bmp grey", encoded(".bmp", grey(bgr)));
        files.put("bmp of runs", runs(grey(bgr)));
        return files;
    }

    static BufferedImage buffered(Mat mat) {
        try {
            return ImageIO.read(new ByteArrayInputStream(encoded(".png", mat)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage palette(Mat mat) {
        BufferedImage from = buffered(mat);
        BufferedImage to = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_BYTE_INDEXED);
        to.createGraphics().drawImage(from, 0, 0, null);
        return to;
    }

    static byte[] written(BufferedImage picture, String format, boolean interlaced) {
        return written(new IIOImage(picture, null, null), format, interlaced);
    }

    static byte[] written(IIOImage picture, String format, boolean interlaced) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, picture, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A BMP of the kind RLE8: each pixel a run of one. */
    private static byte[] runs(Mat grey) {
        byte[] row = new byte[grey.cols()];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int y = grey.rows() - 1; y >= 0; y--) {
            grey.get(y, 0, row);
            for (byte pixel : row) {
                out.write(1);
                out.write(pixel);
            }
            out.writeBytes(new byte[]{0, (byte) (y == 0 ? 1 : 0)});
        }
        ByteBuffer head = ByteBuffer.allocate(54 + 1024).order(ByteOrder.LITTLE_ENDIAN);
        head.put(Containers.text("BM")).putInt(54 + 1024 + out.size()).putInt(0).putInt(54 + 1024);
        head.putInt(40).putInt(grey.cols()).putInt(grey.rows()).putShort((short) 1).putShort((short) 8).putInt(1);
        head.position(54);
        for (int i = 0; i < 256; i++) {
            head.putInt(i * 0x10101);
        }
        return Containers.join(head.array(), out.toByteArray());
    }

    static Mat decoded(byte[] file) {
        Natives.load();
        try (Mats mats = new Mats()) {
            return PictureDecoder.decode(file, mats).bgr().clone();
        }
    }

    static double difference(Mat one, Mat other) {
        return one.size().equals(other.size()) && one.type() == other.type()
                ? Core.norm(one, other, Core.NORM_INF)
                : Double.MAX_VALUE;
    }
}
