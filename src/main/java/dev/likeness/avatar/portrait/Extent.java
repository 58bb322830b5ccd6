package dev.likeness.avatar.portrait;

import dev.likeness.avatar.picture.Ease;

/** An upright rectangle in a picture, in its pixels; it may reach beyond. */
record Extent(double left, double top, double right, double bottom) {

    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    /** What of it lies in a picture of that size. */
    Extent within(int width, int height) {
        return new Extent(Ease.clamp(left, 0, width), Ease.clamp(top, 0, height), Ease.clamp(right, 0, width),
                Ease.clamp(bottom, 0, height));
    }

    Extent scaledAndMoved(double scale, double dx, double dy) {
        return new Extent(left * scale + dx, top * scale + dy, right * scale + dx, bottom * scale + dy);
    }
}
