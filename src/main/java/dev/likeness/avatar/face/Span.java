package dev.likeness.avatar.face;

import java.util.function.IntToDoubleFunction;

/**
 * The turned rectangle round some points.
 *
 * @param cx centre
 * @param cy centre
 * @param wide along its own axis
 * @param high across it
 */
record Span(double cx, double cy, double wide, double high) {

    /** @param angle radians, clockwise positive (y down) */
    static Span of(int[] points, IntToDoubleFunction x, IntToDoubleFunction y, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i : points) {
            double u = c * x.applyAsDouble(i) + s * y.applyAsDouble(i);
            double v = c * y.applyAsDouble(i) - s * x.applyAsDouble(i);
            left = Math.min(left, u);
            right = Math.max(right, u);
            top = Math.min(top, v);
            bottom = Math.max(bottom, v);
        }
        double u = (left + right) / 2;
        double v = (top + bottom) / 2;
        return new Span(c * u - s * v, s * u + c * v, right - left, bottom - top);
    }
}
