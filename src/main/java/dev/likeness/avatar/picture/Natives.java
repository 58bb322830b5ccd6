package dev.likeness.avatar.picture;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_java;

/** OpenCV's native libraries. */
public final class Natives {

    private Natives() {
    }

    /** The classes of {@code org.opencv} work only after this; repeated calls cost nothing. */
    public static void load() {
        Loader.load(opencv_java.class);
    }
}
