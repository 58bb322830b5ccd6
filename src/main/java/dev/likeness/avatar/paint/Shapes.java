package dev.likeness.avatar.paint;

import java.util.ArrayList;
import java.util.List;

/** Outlines in units of the face. */
final class Shapes {

    private static final int STEPS = 8;

    private Shapes() {
    }

    /** Points given as x, y, x, y. */
    static double[][] points(double... xy) {
        double[][] out = new double[xy.length / 2][];
        for (int i = 0; i < out.length; i++) {
            out[i] = new double[]{xy[2 * i], xy[2 * i + 1]};
        }
        return out;
    }

    /** The Catmull-Rom curve through the points. */
    static double[][] smooth(double[][] p, boolean closed) {
        int n = p.length;
        List<double[]> out = new ArrayList<>();
        for (int i = 0; i < (closed ? n : n - 1); i++) {
            double[] a = p[closed ? (i + n - 1) % n : Math.max(0, i - 1)];
            double[] b = p[i];
            double[] c = p[(i + 1) % n];
            double[] d = p[closed ? (i + 2) % n : Math.min(n - 1, i + 2)];
            for (int k = 0; k < STEPS; k++) {
                double t = (double) k / STEPS;
                out.add(new double[]{spline(a[0], b[0], c[0], d[0], t), spline(a[1], b[1], c[1], d[1], t)});
            }
        }
        if (!closed) {
            out.add(p[n - 1]);
        }
        return out.toArray(double[][]::new);
    }

    static double[][] closed(double... xy) {
        return smooth(points(xy), true);
    }

    /** The outline whose right half, from top to bottom, is given. */
    static double[][] mirrored(double... xy) {
        List<double[]> all = new ArrayList<>(List.of(points(xy)));
        for (int i = xy.length / 2 - 1; i >= 0; i--) {
            if (xy[2 * i] > 0) {
                all.add(new double[]{-xy[2 * i], xy[2 * i + 1]});
            }
        }
        return smooth(all.toArray(double[][]::new), true);
    }

    static double[][] ellipse(double cx, double cy, double rx, double ry) {
        double[][] out = new double[48][];
        for (int i = 0; i < out.length; i++) {
            double a = 2 * Math.PI * i / out.length;
            out[i] = new double[]{cx + rx * Math.cos(a), cy + ry * Math.sin(a)};
        }
        return out;
    }

    /** A brush stroke along the points, widest at {@code peak} of its length and pointed at the ends. */
    static double[][] stroke(double[][] path, double width, double peak) {
        double[][] line = smooth(path, false);
        int n = line.length;
        double[][] out = new double[2 * n][];
        for (int i = 0; i < n; i++) {
            double[] before = line[Math.max(0, i - 1)];
            double[] after = line[Math.min(n - 1, i + 1)];
            double dx = after[0] - before[0];
            double dy = after[1] - before[1];
            double length = Math.max(1e-9, Math.hypot(dx, dy));
            double t = (double) i / (n - 1);
            double half = width / 2 * Math.sqrt(Math.max(.02, t < peak ? t / peak : (1 - t) / (1 - peak)));
            out[i] = new double[]{line[i][0] - dy / length * half, line[i][1] + dx / length * half};
            out[2 * n - 1 - i] = new double[]{line[i][0] + dy / length * half, line[i][1] - dx / length * half};
        }
        return out;
    }

    static double[][] moved(double[][] p, double dx, double dy) {
        double[][] out = new double[p.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = new double[]{p[i][0] + dx, p[i][1] + dy};
        }
        return out;
    }

    /** The first line there and the second one back. */
    static double[][] between(double[][] there, double[][] back) {
        double[][] out = new double[there.length + back.length][];
        System.arraycopy(there, 0, out, 0, there.length);
        for (int i = 0; i < back.length; i++) {
            out[there.length + i] = back[back.length - 1 - i];
        }
        return out;
    }

    private static double spline(double a, double b, double c, double d, double t) {
        return .5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
    }
}
