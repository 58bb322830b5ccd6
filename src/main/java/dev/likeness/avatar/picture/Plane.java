package dev.likeness.avatar.picture;

import dev.likeness.avatar.face.FaceCrop;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** One float per pixel of a {@link FaceCrop}, read at points of the face frame. */
@SuppressWarnings("ArrayRecordComponent")
public record Plane(float[] values, int width, int height, int unit, double left, double top) {

    public interface Change {
        double of(int index, double value);
    }

    /** Value at (x, y), both in units; bilinear, the border goes on. */
    public double at(double x, double y) {
        double px = Ease.clamp((x - left) * unit - .5, 0, width - 1.001);
        double py = Ease.clamp((y - top) * unit - .5, 0, height - 1.001);
        int ix = (int) px;
        int iy = (int) py;
        double fx = px - ix;
        double fy = py - iy;
        int i = iy * width + ix;
        return (values[i] * (1 - fx) + values[i + 1] * fx) * (1 - fy)
                + (values[i + width] * (1 - fx) + values[i + width + 1] * fx) * fy;
    }

    public Plane map(Change change) {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) change.of(i, values[i]);
        }
        return new Plane(out, width, height, unit, left, top);
    }

    /** Gaussian of {@code sigma} units. */
    public Plane blurred(double sigma) {
        return filtered((in, out) -> Imgproc.GaussianBlur(in, out, new Size(), sigma * unit));
    }

    /** Mean over a window of the given size, units. */
    public Plane averaged(double windowWidth, double windowHeight) {
        return filtered((in, out) -> Imgproc.blur(in, out,
                new Size(Math.round(windowWidth * unit) | 1, Math.round(windowHeight * unit) | 1)));
    }

    /** How much darker a point is than those {@code distance} above and under it. */
    public Plane valley(double distance) {
        int d = Math.max(1, (int) Math.round(distance * unit)) * width;
        int last = values.length;
        return map((i, v) -> i < d || i >= last - d ? 0 : values[i - d] + values[i + d] - 2 * v);
    }

    private interface Filter {
        void apply(Mat in, Mat out);
    }

    private Plane filtered(Filter filter) {
        try (Mats mats = new Mats()) {
            Mat in = mats.keep(new Mat(height, width, CvType.CV_32F));
            in.put(0, 0, values);
            Mat out = mats.empty();
            filter.apply(in, out);
            float[] result = new float[values.length];
            out.get(0, 0, result);
            return new Plane(result, width, height, unit, left, top);
        }
    }
}
