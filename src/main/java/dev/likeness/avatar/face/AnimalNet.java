package dev.likeness.avatar.face;

import dev.likeness.avatar.net.NetFile;
import dev.likeness.avatar.net.TrainedNet;
import dev.likeness.avatar.picture.Mats;
import org.opencv.core.Mat;

/** How much of what is seen is an animal. ImageNet has no kind "human": of those it says many other things a little. */
final class AnimalNet {

    private static final int SIDE = 224;
    /** Colours are told from -1 to 1. */
    private static final double MEAN = 127;
    /** The first so many kinds are animals. */
    private static final int ANIMALS = 398;
    /** A face with little round it, and a head with what it sits on, sides of the face's box. */
    private static final double FACE = 1.7;
    private static final double HEAD = 3;
    /** Share of the box that the middle of what is looked at lies above its middle. */
    private static final double UP = .15;

    private final TrainedNet net = new TrainedNet(NetFile.KINDS);

    void load() {
        net.load();
    }

    /**
     * Of the face in a box, 0 to 1: what both looks say at least, for a person may wear fur or hold a dog.
     *
     * @param bound below it the second look is spared
     */
    double face(Mat bgr, Box box, double bound, Looks looks) {
        double x = box.cx() + UP * box.side() * Math.sin(box.angle());
        double y = box.cy() - UP * box.side() * Math.cos(box.angle());
        double face = look(bgr, new Box(x, y, FACE * box.side(), box.angle()));
        looks.spend(Looks.ANIMAL);
        if (face < bound) {
            return face;
        }
        looks.spend(Looks.ANIMAL);
        return Math.min(face, look(bgr, new Box(x, y, HEAD * box.side(), box.angle())));
    }

    /** Of the middle of a picture, 0 to 1. */
    double middle(Mat bgr) {
        return look(bgr, new Box(bgr.cols() / 2.0, bgr.rows() / 2.0, Math.min(bgr.cols(), bgr.rows()), 0));
    }

    private double look(Mat bgr, Box box) {
        try (Mats mats = new Mats()) {
            float[] kinds = net.look(BoxCrop.of(bgr, box, SIDE, mats), 1 / MEAN, MEAN, "kinds")[0];
            double sum = 0;
            for (int i = 0; i < ANIMALS; i++) {
                sum += kinds[i];
            }
            return sum;
        }
    }
}
