package dev.likeness.avatar.net;

import dev.likeness.avatar.picture.Mats;
import dev.likeness.avatar.picture.Natives;
import dev.likeness.common.Once;
import dev.likeness.common.file.NetException;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;

/**
 * One net, read when it is first asked. Threads may share it: OpenCV's nets hold what they compute, so one asks at a time,
 * for a few milliseconds.
 */
public final class TrainedNet {

    private final NetFile file;
    private final Once<Net> net;

    public TrainedNet(NetFile file) {
        this.file = file;
        this.net = new Once<>(this::read);
    }

    /**
     * Reads it now.
     *
     * @throws NetException when it is missing, or its bytes are not those this program was made with
     */
    public void load() {
        net.get();
    }

    /**
     * What the net says to a picture.
     *
     * @param bgr of the size the net was made for
     * @param scale factor of the pixels, after {@code mean} was taken away
     * @param outputs names of the layers that are asked for
     * @return their numbers, in that order
     */
    public float[][] look(Mat bgr, double scale, double mean, String... outputs) {
        try (Mats mats = new Mats()) {
            Mat blob = mats.keep(Dnn.blobFromImage(bgr, scale, bgr.size(), Scalar.all(mean), true, false,
                    CvType.CV_32F));
            return answer(blob, mats, outputs);
        }
    }

    /** The same for numbers that are no picture: {@code planes} of {@code size}. */
    public float[][] weigh(float[] values, int planes, Size size, String... outputs) {
        try (Mats mats = new Mats()) {
            Mat blob = mats.keep(
                    new Mat(new int[]{1, planes, (int) size.height, (int) size.width}, CvType.CV_32F));
            blob.put(new int[]{0, 0, 0, 0}, values);
            return answer(blob, mats, outputs);
        }
    }

    private synchronized float[][] answer(Mat blob, Mats mats, String... outputs) {
        Net ready = net.get();
        ready.setInput(blob);
        List<Mat> found = new ArrayList<>();
        ready.forward(found, List.of(outputs));
        found.forEach(mats::keep);
        float[][] numbers = new float[outputs.length][];
        for (int i = 0; i < outputs.length; i++) {
            Mat flat = mats.keep(found.get(i).reshape(1, 1));
            numbers[i] = new float[flat.cols()];
            flat.get(0, 0, numbers[i]);
        }
        return numbers;
    }

    private Net read() {
        Natives.load();
        byte[] bytes = file.shipped.bytes();
        try (Mats mats = new Mats()) {
            MatOfByte buffer = mats.keep(new MatOfByte(bytes));
            return file.shipped.name().endsWith(".onnx") ? Dnn.readNetFromONNX(buffer) : Dnn.readNetFromTFLite(buffer);
        }
    }
}
