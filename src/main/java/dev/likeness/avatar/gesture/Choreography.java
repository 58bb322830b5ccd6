package dev.likeness.avatar.gesture;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.picture.Ease;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The curves of one gesture. All of them are sums of rises that come and go smoothly within it. */
final class Choreography {

    private static final MouthShape SMILE = new MouthShape(.055, 1.14, .15, .8, .94, .96, 0, 0, 1.3, 1, 0, .3, 0, .1);
    private static final MouthShape LAUGHING = new MouthShape(.12, 1.17, .15, .74, .92, .94, 0, 0, 1.25, 1, 0, .3, 0,
            0);
    private static final MouthShape LAUGHING_LOUD = new MouthShape(.23, 1.14, .15, .68, .90, .92, 0, 0, 1.25, 1, 0,
            .25, 0, 0);
    private static final double[] BLINK = {.30, .80, 1, 1, .78, .48, .22, .07};
    /** Seconds between two blinks. */
    private static final double BLINK_LEAST = 2.4;
    private static final double BLINK_MOST = 4.4;
    /** How often a second a laughing head bobs. */
    private static final double BOBS = 4.1;
    /** Units that a head goes down for each radian it is bowed. */
    private static final double LOWERED = .3;
    private static final double LONGEST_LAUGH = 3.6;

    private final SplittableRandom random;
    /** Seconds from the first frame to the last. */
    private final double length;
    /** How far it goes: who has little time for it does less of it, and not all of it faster. */
    private double size = 1;
    /** To which side it goes. */
    private final double side;
    private final double[] nod;
    private final double[] yaw;
    private final double[] roll;
    private final double[] rise;
    private final double[] brow;
    private final double[] lids;
    private final double[] parted;
    private final double[] loud;
    private final MouthShape mouth;

    Choreography(Gesture gesture, int frames, long seed) {
        this.random = new SplittableRandom(seed ^ 0x67657374757265L + gesture.ordinal());
        this.length = (frames - 1.0) / GestureTrack.FPS;
        this.side = random.nextBoolean() ? 1 : -1;
        this.nod = new double[frames];
        this.yaw = new double[frames];
        this.roll = new double[frames];
        this.rise = new double[frames];
        this.brow = new double[frames];
        this.lids = new double[frames];
        this.parted = new double[frames];
        this.loud = new double[frames];
        this.mouth = gesture == Gesture.LAUGH ? LAUGHING : SMILE;
        switch (gesture) {
            case IDLE -> idle();
            case NOD -> nods();
            case GREETING -> greeting();
            case LAUGH -> laugh();
        }
        blinks();
    }

    List<GestureTrack.Frame> frames() {
        List<GestureTrack.Frame> frames = new ArrayList<>(nod.length);
        for (int i = 0; i < nod.length; i++) {
            frames.add(new GestureTrack.Frame(nod[i], yaw[i], roll[i], rise[i], brow[i], lids[i], parted[i],
                    mouth.towards(LAUGHING_LOUD, loud[i])));
        }
        return frames;
    }

    private void idle() {
        double most = random.nextDouble(.7, 1);
        double come = .4 * length;
        raise(yaw, .05 * length, come, .1 * length, come, side * most * Math.toRadians(1.6));
        raise(roll, .08 * length, come, .05 * length, come, -side * most * Math.toRadians(.7));
        raise(brow, .45 * length, .2 * length, 0, .25 * length, .012);
    }

    private void nods() {
        double pace = paced(1.7);
        for (double at = .1 * pace; at + 1.5 * pace <= length; at += (1.5 + random.nextDouble(.7, 1.3)) * pace) {
            double depth = Math.toRadians(5.2) * random.nextDouble(.85, 1);
            bow(at, .36 * pace, .40 * pace, depth);
            bow(at + .62 * pace, .34 * pace, .44 * pace, .55 * depth);
            raise(brow, at, .3 * pace, .2 * pace, .5 * pace, .018);
        }
    }

    private void greeting() {
        double pace = paced(2.6);
        double at = .06 * pace;
        double linger = Ease.clamp((length - 2.6) / 3, 0, 1);
        raise(brow, at, .28 * pace, .25 * pace, .5 * pace, .05);
        raise(nod, at, .3 * pace, .15 * pace, .45 * pace, -Math.toRadians(1.8));
        bow(at + .75 * pace, .4 * pace, .5 * pace, Math.toRadians(3.4));
        raise(roll, at + .25 * pace, .55 * pace, .7 * pace + linger, .8 * pace, side * Math.toRadians(4.2));
        raise(yaw, at + .25 * pace, .55 * pace, .7 * pace + linger, .8 * pace, side * Math.toRadians(1.8));
        show(parted, at + .1 * pace, .45 * pace, .9 * pace + linger, .8 * pace, 1);
    }

    private void laugh() {
        double pace = paced(2);
        double at = .05 * pace;
        double come = .45 * pace;
        double go = .8 * pace;
        double stay = Ease.clamp(Math.min(length, LONGEST_LAUGH) - .1 * pace - come - go, 0, LONGEST_LAUGH);
        show(parted, at, come, stay, go, 1);
        raise(brow, at, come, stay, go, .024);
        show(lids, at, come, stay, go, .24);
        raise(nod, at, 1.2 * come, Math.max(0, stay - .2 * come), go, -Math.toRadians(2.6));
        raise(roll, at, 1.4 * come, Math.max(0, stay - .4 * come), go, side * Math.toRadians(1.8));
        double begun = at + .5 * come;
        double all = stay + come;
        for (int i = 0; i < nod.length; i++) {
            double t = seconds(i) - begun;
            double strength = Ease.step(0, .5 * come, t) * Ease.step(all, .55 * all, t);
            double bob = strength * .5 * (1 - Math.cos(2 * Math.PI * BOBS * Math.max(0, t)));
            nod[i] += size * bob * Math.toRadians(1.3);
            rise[i] -= size * bob * .012;
            loud[i] = bob;
        }
    }

    /** As often as anybody's, but not while they laugh. */
    private void blinks() {
        double at = random.nextDouble(.35, 1.4);
        while (at < length - .5) {
            int first = (int) Math.round(at * GestureTrack.FPS);
            if (lids[first] == 0) {
                for (int i = 0; i < BLINK.length; i++) {
                    lids[first + i] = Math.max(lids[first + i], BLINK[i]);
                }
            }
            at += random.nextDouble(BLINK_LEAST, BLINK_MOST);
        }
    }

    /** Of seconds that are wanted, the share that there is. */
    private double paced(double wanted) {
        double pace = Math.min(1, length / wanted);
        size = Ease.mix(.4, 1, pace);
        return pace;
    }

    /** A head that bows goes down as well: it turns about the neck. */
    private void bow(double from, double come, double go, double depth) {
        raise(nod, from, come, 0, go, depth);
        raise(rise, from, come, 0, go, -LOWERED * depth);
    }

    /** Comes, stays and goes, in seconds. */
    private void raise(double[] values, double from, double come, double stay, double go, double height) {
        show(values, from, come, stay, go, size * height);
    }

    private static void show(double[] values, double from, double come, double stay, double go, double height) {
        double leaving = from + come + stay;
        for (int i = 0; i < values.length; i++) {
            double t = seconds(i);
            values[i] += height * Ease.step(from, from + come, t) * Ease.step(leaving + go, leaving, t);
        }
    }

    private static double seconds(int frame) {
        return (double) frame / GestureTrack.FPS;
    }
}
