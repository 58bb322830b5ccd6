package dev.likeness.avatar.film;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.gesture.GestureTrack;
import dev.likeness.avatar.picture.Ease;
import java.util.Random;

/**
 * The sway of a listening person: the head turns by its depth, so that the features move several times as far as the
 * outline, and breathes. The field is a sum of eight maps that are computed once; the numbers of a frame weigh them.
 * The surroundings are strained a little instead of being cut out: a wrong cut would be seen, this is not. At the
 * picture's edges nothing moves across them: there is nothing beyond that could be shown.
 */
final class HeadMotion {

    static final int FPS = 25;

    /** Below this share of the height between the irises the picture shows a body, and it sways too. */
    private static final double BODY = .1;
    /** Units from an edge of the picture over which motion towards it comes to a stand. */
    private static final double EDGE = .6;
    /** In a long loop. */
    private static final int BREATHS = 3;

    /** The numbers of one frame: sines of two angles, roll in radians, the others in units. */
    record Pose(double yaw, double pitch, double roll, double tx, double ty, double breath, double brow, double sway) {

        /** As it is in the portrait. */
        static final Pose STILL = new Pose(0, 0, 0, 0, 0, 0, 0, 0);
    }

    private final FaceFrame frame;
    private final double strength;
    private final double swaying;
    /** How far such a face may be moved, 0 to 1. */
    private final double lively;
    /** How lively the face is, 0 to 1. */
    private final double expression;
    private final int frames;
    private final int breaths;
    /** Of the sway, 1 in a long loop. */
    private final double reach;
    private final LivelyMoments moments;
    private final double[] phases = new double[11];
    private final Lattice lattice;
    private final float[][] maps;
    private final float[] edgeX;
    private final float[] edgeY;

    HeadMotion(Portrait portrait, MotionSpec spec) {
        this.frame = portrait.face().frame();
        FaceKind kind = portrait.face().kind();
        this.lively = kind.motion();
        this.strength = spec.strength() * lively;
        this.swaying = frame.unit() < BODY * portrait.height() ? .03 : 0;
        this.expression = kind.human() ? spec.life() * lively : 0;
        this.frames = spec.frames();
        double share = (double) frames / MotionSpec.LONG;
        this.breaths = Math.toIntExact(Math.max(1, Math.round(BREATHS * share)));
        // As many turns in less time: less far, or it would be hasty.
        this.reach = Math.sqrt(share);
        this.moments = new LivelyMoments(spec.seed(), frames, expression);
        Random random = new Random(spec.seed());
        for (int i = 0; i < phases.length; i++) {
            phases[i] = 2 * Math.PI * random.nextDouble();
        }
        this.lattice = Lattice.over(portrait.width(), portrait.height(), frame.unit());
        this.maps = MotionMaps.of(portrait.face(), lattice);
        this.edgeX = edges(lattice.columns(), portrait.width());
        this.edgeY = edges(lattice.rows(), portrait.height());
    }

    private float[] edges(int nodes, int length) {
        double fade = Math.min(EDGE * frame.unit(), .3 * length);
        float[] out = new float[nodes];
        for (int i = 0; i < nodes; i++) {
            double at = i * lattice.step();
            out[i] = (float) Ease.step(0, fade, Math.min(at, length - 1 - at));
        }
        return out;
    }

    /** Where the head is at a frame; the last frame is the first one again. */
    Pose pose(int index) {
        return pose(index, strength, moments.nod(index), moments.brow(index));
    }

    /**
     * The same while the face speaks: it sets out from where it is in the portrait, sways as long as it takes, and nods and
     * raises its brows when it is told to.
     *
     * @param index of a frame, from 0; without an end
     * @param nod how far the head is bowed, radians
     * @param brow how far the brows rise, units
     */
    Pose speaking(int index, double nod, double brow) {
        return pose(index % (frames - 1), strength * Ease.step(0, FPS, index), expression * nod, expression * brow);
    }

    /**
     * The same of a film that plays between two turns of the loop: it sets out from the loop's first frame as fast as the
     * loop does and comes back to it so, and a gesture is laid over the way.
     *
     * @param last index of the film's last frame
     */
    Pose between(int index, int last, GestureTrack.Frame told) {
        double share = Ease.step(0, last, index);
        Pose out = pose(index, strength, 0, 0);
        Pose back = pose(index - last, strength, 0, 0);
        return new Pose(Ease.mix(out.yaw, back.yaw, share) + Math.sin(lively * told.yaw()),
                Ease.mix(out.pitch, back.pitch, share) - Math.sin(lively * told.nod()),
                Ease.mix(out.roll, back.roll, share) + lively * told.roll(), Ease.mix(out.tx, back.tx, share),
                Ease.mix(out.ty, back.ty, share) - lively * told.rise(), Ease.mix(out.breath, back.breath, share),
                lively * told.brow(), Ease.mix(out.sway, back.sway, share));
    }

    private Pose pose(int index, double sway, double nod, double brow) {
        double t = 2 * Math.PI * (index % (frames - 1)) / (frames - 1);
        double yaw = Math.toRadians(3.0) * (.62 * wave(t, 1, 0) + .38 * wave(t, 2, 1));
        double pitch = Math.toRadians(1.5) * (.55 * wave(t, 2, 2) + .45 * wave(t, 3, 3));
        double roll = Math.toRadians(.6) * (.6 * wave(t, 1, 4) + .4 * wave(t, 2, 5));
        double tx = .014 * (.7 * wave(t, 1, 6) + .3 * wave(t, 3, 7));
        double ty = .012 * wave(t, 2, 8);
        double far = reach * sway;
        return new Pose(Math.sin(far * yaw), Math.sin(far * pitch - nod), far * roll, far * tx, far * ty,
                sway * wave(t, breaths, 9), brow, far * swaying * wave(t, 1, 10));
    }

    private double wave(double t, int periods, int phase) {
        return Math.sin(periods * t + phases[phase]);
    }

    /**
     * Where the irises are looking at a frame, in its pose, units. A head that turns keeps its eyes on whom it looks at: they turn
     * back, by the radius of an eyeball.
     */
    double[] gaze(int index, Pose pose) {
        int at = index < frames ? index : index % (frames - 1);
        return new double[]{moments.gazeX(at) - .19 * pose.yaw, moments.gazeY(at) + .19 * pose.pitch};
    }

    /** The field of a pose: for each place of the picture, how far what is seen there has come, pixels. */
    Field field(Pose pose) {
        Field field = new Field(lattice, new float[lattice.nodes()], new float[lattice.nodes()]);
        Moved moved = new Moved(pose);
        for (int p = 0; p < lattice.nodes(); p++) {
            moved.at(p);
            field.x()[p] = moved.x;
            field.y()[p] = moved.y;
        }
        return field;
    }

    /** How far, in pixels, what is seen at a place of the picture has come from where it is in the portrait. */
    double[] displacement(double pictureX, double pictureY, Pose pose) {
        Moved moved = new Moved(pose);
        double[] sum = new double[2];
        lattice.around(pictureX, pictureY, (node, share) -> {
            moved.at(node);
            sum[0] += share * moved.x;
            sum[1] += share * moved.y;
        });
        return sum;
    }

    /** How far a node is moved in a pose. */
    private final class Moved {
        private final float cos = (float) (Math.cos(frame.roll()) * frame.unit());
        private final float sin = (float) (Math.sin(frame.roll()) * frame.unit());
        private final float[] w;
        private float x;
        private float y;

        Moved(Pose pose) {
            w = new float[]{(float) pose.yaw, (float) pose.pitch, (float) pose.roll, (float) pose.tx,
                    (float) pose.ty, (float) pose.breath, (float) pose.brow, (float) pose.sway};
        }

        void at(int p) {
            float right = maps[0][p] * w[0] + maps[1][p] * w[3] - maps[2][p] * w[2] + maps[4][p] * w[5]
                    + maps[7][p] * w[7];
            float down = -maps[0][p] * w[1] + maps[1][p] * w[4] + maps[3][p] * w[2] + maps[5][p] * w[5]
                    + maps[6][p] * w[6];
            x = edgeX[p % lattice.columns()] * (cos * right - sin * down);
            y = edgeY[p / lattice.columns()] * (sin * right + cos * down);
        }
    }
}
