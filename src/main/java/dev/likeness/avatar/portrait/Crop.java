package dev.likeness.avatar.portrait;

import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.Ease;

/**
 * Which part of a picture a portrait shows. It keeps what was sent as far as the aspect ratio allows, goes closer only to
 * a very small face, and leaves the picture only where no part of that ratio holds the head: then at its sides or above it,
 * never below, where a body would have to be invented.
 */
final class Crop {

    /** The largest face, units a height, unless the picture shows no more around it. */
    private static final double LARGEST = .30;
    /** The smallest: a part of the one that is painted; and of a whole body, units a height. */
    private static final double SMALLEST = .6;
    private static final double SMALLEST_BODY = .033;
    /** How much more than the picture gives is not worth leaving it. */
    private static final double NEARLY = 1.03;
    /** Units above the eyes, at most. */
    private static final double HEADROOM = 3.8;

    private Crop() {
    }

    static Extent of(int pictureWidth, int pictureHeight, Head head, PortraitSpec spec) {
        double ratio = (double) spec.width() / spec.height();
        Extent must = head.must().within(pictureWidth, pictureHeight);
        Extent all = head.all().within(pictureWidth, pictureHeight);
        Extent kept = head.kept().within(pictureWidth, pictureHeight);
        // Above a forehead that the picture cuts little should be added: what is beside the face gives way.
        Extent across = head.kept().top() < 0 ? kept : must;
        double most = Math.min(pictureHeight, pictureWidth / ratio);
        double needed = Math.max(must.height(), across.width() / ratio);
        double least = Math.max(needed <= NEARLY * most ? Math.min(needed, most) : needed,
                Math.min(head.unit() / LARGEST, most));
        double wish = Math.max(head.unit() / share(spec), Math.max(all.height(), all.width() / ratio));
        double height = Math.max(least, Math.min(most, wish));
        double width = height * ratio;
        double eyes = Math.min(spec.eyeLine() * height, HEADROOM * head.unit());
        double x = (head.must().left() + head.must().right() - width) / 2;
        double left = width > pictureWidth
                ? beside(x, width, pictureWidth, head.kept())
                : placed(x, width, pictureWidth, across.left(), across.right(), all.left(), all.right());
        double top = height > pictureHeight
                ? pictureHeight - height
                : placed(head.eyes() - eyes, height, pictureHeight, must.top(), must.bottom(), all.top(), all.bottom());
        return new Extent(left, top, left + width, top + height);
    }

    /** The smallest face that is not gone closer to, units a height. */
    private static double share(PortraitSpec spec) {
        return spec.fullBody() ? SMALLEST_BODY : SMALLEST * spec.unit() / spec.height();
    }

    /** Beyond a side that cuts the face nothing is added, unless both do. */
    private static double beside(double wish, double length, double whole, Extent face) {
        boolean cutLeft = face.left() < 0;
        boolean cutRight = face.right() > whole;
        double at = cutLeft == cutRight ? wish : cutLeft ? 0 : whole - length;
        return Ease.clamp(at, whole - length, 0);
    }

    /** A stretch of that length near the wish: it holds all if it can, and what it must, or lies within that. */
    private static double placed(double wish, double length, double whole, double mustFrom, double mustTo,
            double allFrom, double allTo) {
        double at = wish;
        if (allTo - allFrom <= length) {
            at = Ease.clamp(at, allTo - length, allFrom);
        }
        at = Ease.clamp(at, Math.min(mustFrom, mustTo - length), Math.max(mustFrom, mustTo - length));
        return Ease.clamp(at, 0, whole - length);
    }
}
