package dev.likeness.avatar;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/** Keeps the native matrices of one piece of work and frees them together; the garbage collector is too slow for that. */
final class Mats implements AutoCloseable {

    private final List<Mat> kept = new ArrayList<>();

    Mat empty() {
        return keep(new Mat());
    }

    <M extends Mat> M keep(M mat) {
        kept.add(mat);
        return mat;
    }

    @Override
    public void close() {
        kept.forEach(Mat::release);
        kept.clear();
    }
}
