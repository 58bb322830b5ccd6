package dev.likeness.avatar.picture;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/** Keeps the native matrices of one piece of work and frees them together; the garbage collector is too slow for that. */
public final class Mats implements AutoCloseable {

    private final List<Mat> kept = new ArrayList<>();

    public Mat empty() {
        return keep(new Mat());
    }

    public <M extends Mat> M keep(M mat) {
        kept.add(mat);
        return mat;
    }

    @Override
    public void close() {
        kept.forEach(Mat::release);
        kept.clear();
    }
}
