package dev.likeness.avatar.face;

import dev.likeness.avatar.picture.Natives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfRect;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.objdetect.CascadeClassifier;

/** OpenCV's Haar cascades, read at first use. A classifier has state while it runs, so each is used by one at a time. */
final class Cascades {

    private static final double SCALE_STEP = 1.05;
    private static final int NEIGHBOURS = 4;

    private final CascadeClassifier classifier;

    private Cascades(String name) {
        Natives.load();
        String resource = "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/haarcascade_"
                + name + ".xml";
        try {
            classifier = new CascadeClassifier(Loader.cacheResource(opencv_core.class, resource).getPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cascade " + name, e);
        }
        if (classifier.empty()) {
            throw new IllegalStateException("cascade " + name + " is empty");
        }
    }

    static Cascades named(String name) {
        return new Cascades(name);
    }

    synchronized List<Rect> detect(Mat gray, int smallest, int largest) {
        MatOfRect found = new MatOfRect();
        try {
            classifier.detectMultiScale(gray, found, SCALE_STEP, NEIGHBOURS, 0, new Size(smallest, smallest),
                    new Size(largest, largest));
            return new ArrayList<>(found.toList());
        } finally {
            found.release();
        }
    }
}
