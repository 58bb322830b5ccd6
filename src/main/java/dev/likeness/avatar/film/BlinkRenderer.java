package dev.likeness.avatar.film;

import dev.likeness.avatar.Eye;
import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.picture.Raster;

/**
 * Closes and turns the eyes of a portrait. The skin over the upper lid is stretched down; the last of it, with the lashes, travels
 * as it is, so that the person's own lash line closes the eye. The lower lid rises a little to meet it.
 */
final class BlinkRenderer {

    private static final double STRETCH = .19;
    private static final double LASHES = .035;
    private static final double CLOSED = .86;
    /** Lids meet a little outside the fitted corners, or white would be left in them. */
    private static final double BEYOND = 1.10;

    private final Portrait portrait;
    private final Raster source;
    private final FaceFrame frame;
    /** What is known of an eye, kept by each thread that paints. */
    private final ThreadLocal<Lid> left;
    private final ThreadLocal<Lid> right;

    BlinkRenderer(Portrait portrait) {
        this.portrait = portrait;
        this.source = new Raster(portrait);
        this.frame = portrait.face().frame();
        this.left = ThreadLocal.withInitial(() -> new Lid(portrait.face().left()));
        this.right = ThreadLocal.withInitial(() -> new Lid(portrait.face().right()));
    }

    /** The whole portrait with both eyes closed by a share, 0 to 1. */
    byte[] closed(double share) {
        return painted(share, 0, 0);
    }

    /** The same with the irises moved, units. */
    byte[] painted(double share, double gazeX, double gazeY) {
        byte[] out = portrait.bgr().clone();
        paint(share, gazeX, gazeY, out);
        return out;
    }

    /** Paints both eyes over a picture that is the portrait everywhere else. */
    void paint(double share, double gazeX, double gazeY, byte[] out) {
        close(portrait.face().left(), share, gazeX, gazeY, out);
        close(portrait.face().right(), share, gazeX, gazeY, out);
    }

    private void close(Eye eye, double share, double gazeX, double gazeY, byte[] out) {
        Lid lid = (eye == portrait.face().left() ? left : right).get();
        lid.show(share, gazeX, gazeY);
        double cos = Math.cos(frame.roll()) / frame.unit();
        double sin = Math.sin(frame.roll()) / frame.unit();
        double centreX = frame.pictureX(eye.cx(), eye.cy());
        double centreY = frame.pictureY(eye.cx(), eye.cy());
        int reach = (int) Math.ceil(.5 * frame.unit());
        float[] pixel = new float[3];
        for (int py = Math.max(0, (int) centreY - reach); py < Math.min(portrait.height(), centreY + reach); py++) {
            for (int px = Math.max(0, (int) centreX - reach); px < Math.min(portrait.width(), centreX + reach); px++) {
                double dx = px - frame.originX();
                double dy = py - frame.originY();
                if (lid.at(dx * cos + dy * sin, dy * cos - dx * sin, pixel)) {
                    int p = (py * portrait.width() + px) * 3;
                    for (int c = 0; c < 3; c++) {
                        out[p + c] = Raster.toByte(pixel[c]);
                    }
                }
            }
        }
    }

    /** One eye at one moment. */
    private final class Lid {
        private final Eye eye;
        private double share;
        private double gazeX;
        private double gazeY;
        private final float[] tone = new float[3];
        private final float[] lash;
        private final double[] room = new double[64];
        private final float[] pixel = new float[3];

        Lid(Eye eye) {
            this.eye = eye;
            double w = eye.halfWidth();
            float[] above = source.quantile(frame, eye.cx() - .6 * w, eye.cy() - eye.upper() - .11, eye.cx() + .6 * w,
                    eye.cy() - eye.upper() - .05, .5);
            float[] below = source.quantile(frame, eye.cx() - .6 * w, eye.cy() + eye.lower() + .07, eye.cx() + .6 * w,
                    eye.cy() + eye.lower() + .16, .5);
            for (int c = 0; c < 3; c++) {
                tone[c] = .6f * above[c] + .4f * below[c];
            }
            lash = source.quantile(frame, eye.cx() - .8 * w, eye.cy() - eye.upper() - .02, eye.cx() + .8 * w,
                    eye.cy() - eye.upper() + .03, .08);
            findRoom(above);
        }

        void show(double closed, double irisX, double irisY) {
            share = closed;
            gazeX = irisX;
            gazeY = irisY;
        }

        /** How much skin there is over the lid before a brow or the frame of glasses, per place along the eye. */
        private void findRoom(float[] above) {
            double bright = above[0] + above[1] + above[2];
            float[] found = new float[room.length];
            for (int i = 0; i < room.length; i++) {
                double u = -1.3 + 2.6 * i / (room.length - 1);
                double x = eye.cx() + u * eye.halfWidth();
                double lid = upper(x);
                double h = .075;
                while (h < STRETCH) {
                    source.cubic(frame.pictureX(x, lid - h), frame.pictureY(x, lid - h), pixel);
                    if (pixel[0] + pixel[1] + pixel[2] < .66 * bright) {
                        break;
                    }
                    h += .01;
                }
                found[i] = (float) Math.min(STRETCH, h - .012);
            }
            Ease.blur(found, 6);
            for (int i = 0; i < room.length; i++) {
                room[i] = found[i];
            }
        }

        private double room(double u) {
            double at = Ease.clamp((u + 1.3) / 2.6 * (room.length - 1), 0, room.length - 1.001);
            return Ease.mix(room[(int) at], room[(int) at + 1], at - (int) at);
        }

        private double corner(double x) {
            return eye.cy() + Math.tan(eye.tilt()) * (x - eye.cx());
        }

        private double arc(double x, double skew) {
            double u = Ease.clamp((x - eye.cx()) / (BEYOND * eye.halfWidth()), -1, 1);
            double moved = (u - skew) / (1 - skew * u);
            return 1 - moved * moved;
        }

        private double upper(double x) {
            return corner(x) - eye.upper() * arc(x, eye.skew());
        }

        /** Writes the colour at a point of the face and answers true, or false where the portrait stays as it is. */
        boolean at(double x, double y, float[] out) {
            double u = (x - eye.cx()) / eye.halfWidth();
            if (Math.abs(u) > BEYOND + .05) {
                return false;
            }
            double open = upper(x);
            double low = corner(x) + eye.lower() * arc(x, 0);
            double fall = share * CLOSED * (low - open);
            double rise = share * (1 - CLOSED) * (low - open);
            double room = room(u);
            double lid = open + fall;
            if (y < open - room || y > low + .12) {
                return false;
            }
            double soft = Math.max(.006, .45 / frame.unit());
            double over = Ease.step(soft, -soft, y - lid - .012);
            if (over > 0) {
                skin(x, y, open - room, lid, fall, out);
            }
            if (over < 1) {
                underneath(x, y, low, rise, pixel);
                for (int c = 0; c < 3; c++) {
                    out[c] = (float) Ease.mix(pixel[c], out[c], over);
                }
            }
            double rim = .42 * share * Ease.bell(y - lid - .004, .010) * Math.sqrt(arc(x, eye.skew()));
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], Math.min(out[c], lash[c]), rim);
            }
            return true;
        }

        private void skin(double x, double y, double from, double lid, double fall, float[] out) {
            double to = lid - LASHES;
            double t = Ease.step(from, Math.max(to, from + .02), y);
            double sy = y - fall * t;
            source.cubic(frame.pictureX(x, sy), frame.pictureY(x, sy), out);
            double span = lid - from;
            double shown = Ease.step(.10, .75, arc(x, eye.skew())) * Ease.step(from, from + .55 * span, y)
                    * Ease.step(lid - .5 * LASHES, lid - 1.6 * LASHES, y);
            double convex = .99 + .09 * Math.cos(2 * Math.PI * (y - from - .55 * span) / Math.max(.05, span));
            double amount = Ease.mix(.90, .50, Ease.step(.06, .10, span - fall)) * shown * Ease.step(0, .10, fall);
            for (int c = 0; c < 3; c++) {
                out[c] = (float) Ease.mix(out[c], tone[c] * convex, amount);
            }
        }

        private void underneath(double x, double y, double low, double rise, float[] out) {
            double line = low - rise;
            double sy = y;
            if (y > line) {
                sy = y + rise * Ease.step(low + .12, line, y);
            }
            double u = Math.abs(x - eye.cx()) / eye.halfWidth();
            double inside = Ease.step(-.012, .03, sy - upper(x)) * Ease.step(-.012, .02, low - sy)
                    * Ease.step(.98, .55, u);
            double sx = x - gazeX * inside;
            sy -= gazeY * inside;
            source.cubic(frame.pictureX(sx, sy), frame.pictureY(sx, sy), out);
        }
    }
}
