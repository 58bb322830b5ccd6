package dev.likeness.avatar.portrait;

import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Ease;

/**
 * Which part of a picture a portrait shows. It keeps what was sent as far as the aspect ratio allows, goes closer only to
 * a small face, and leaves the picture only where no part of that ratio holds the head: then at its sides or above it,
 * never below, where a body would have to be invented.
 */
final class Crop {

    /** The largest face, units a height, unless the picture shows no more around it. */
    private static final double LARGEST = .28;
    /** The smallest one of a whole body: units a height, and pixels, below which nobody sees it speak. */
    private static final double SMALLEST = .033;
    private static final double LEGIBLE = 26;
    /** Units above the eyes, at most. */
    private static final double HEADROOM = 3.8;
    private static final double ROUNDING = 1e-6;

    private Crop() {
    }

    static Extent of(int pictureWidth, int pictureHeight, Head head, PortraitSpec spec) {
        double ratio = (double) spec.width() / spec.height();
        Extent must = head.must().within(pictureWidth, pictureHeight);
        Extent all = head.all().within(pictureWidth, pictureHeight);
        // Above a forehead that the picture cuts nothing is added either: the cheeks give way.
        double across = head.kept().top() < 0 ? 0 : must.width();
        double least = Math.max(Math.max(must.height(), across / ratio),
                Math.min(head.unit() / LARGEST, pictureHeight));
        double most = Math.min(pictureHeight, pictureWidth / ratio);
        double wish = Math.max(head.unit() / share(spec), Math.max(all.height(), all.width() / ratio));
        double height = Math.max(least, Math.min(most, wish));
        double width = height * ratio;
        double eyes = Math.min(spec.eyeLine() * height, HEADROOM * head.unit());
        double x = (head.must().left() + head.must().right() - width) / 2;
        double left = width > pictureWidth
                ? beside(x, width, pictureWidth, head.must())
                : placed(x, width, pictureWidth, must.left(), must.right(), all.left(), all.right());
        double top = height > pictureHeight
                ? pictureHeight - height
                : placed(head.eyes() - eyes, height, pictureHeight, must.top(), must.bottom(), all.top(), all.bottom());
        return new Extent(left, top, left + width, top + height);
    }

    /** The face's size that is wished, units a height. */
    private static double share(PortraitSpec spec) {
        return spec.fullBody() ? Math.max(SMALLEST, LEGIBLE / spec.height()) : spec.unit() / spec.height();
    }

    /** Beyond a side that cuts the head nothing is added, unless both do. */
    private static double beside(double wish, double length, double whole, Extent head) {
        boolean cutLeft = head.left() < 0;
        boolean cutRight = head.right() > whole;
        double at = cutLeft == cutRight ? wish : cutLeft ? 0 : whole - length;
        return Ease.clamp(at, whole - length, 0);
    }

    /** A stretch of that length near the wish that holds what it can: all, else what it must, else what the picture has. */
    private static double placed(double wish, double length, double whole, double mustFrom, double mustTo,
            double allFrom, double allTo) {
        double at = wish;
        if (allTo - allFrom <= length) {
            at = Ease.clamp(at, allTo - length, allFrom);
        }
        if (mustTo - mustFrom <= length + ROUNDING) {
            at = Ease.clamp(at, mustTo - length, mustFrom);
        }
        return Ease.clamp(at, Math.min(0, whole - length), Math.max(0, whole - length));
    }
}
