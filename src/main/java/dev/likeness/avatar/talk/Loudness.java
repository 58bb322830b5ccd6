package dev.likeness.avatar.talk;

import java.util.Arrays;

/** How loud a sound is, frame by frame; 1 is what a tenth of the frames that are heard at all exceed. */
final class Loudness {

    private static final double LOUD = .9;
    /** Frames under this share of the loudest say nothing about how loud somebody speaks: 40 dB. */
    private static final double HEARD = .01;
    private static final double MOST = 1.15;

    private final double[] frames;

    private Loudness(double[] frames) {
        this.frames = frames;
    }

    static Loudness of(float[] sound, int rate, int count) {
        double[] rms = new double[count];
        double loudest = 0;
        for (int frame = 0; frame < count; frame++) {
            int from = Math.min(sound.length, (int) ((long) frame * rate / TalkTrack.FPS));
            int to = Math.min(sound.length, (int) ((frame + 1L) * rate / TalkTrack.FPS));
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += (double) sound[i] * sound[i];
            }
            rms[frame] = to > from ? Math.sqrt(sum / (to - from)) : 0;
            loudest = Math.max(loudest, rms[frame]);
        }
        double floor = loudest * HEARD;
        double[] heard = Arrays.stream(rms).filter(value -> value > floor).sorted().toArray();
        double unit = heard.length == 0 ? 1 : heard[(int) (LOUD * (heard.length - 1))];
        for (int frame = 0; frame < count; frame++) {
            rms[frame] = Math.min(MOST, rms[frame] / unit);
        }
        return new Loudness(rms);
    }

    double at(int frame) {
        return frame >= 0 && frame < frames.length ? frames[frame] : 0;
    }

    /** The loudest frame between two times. */
    double most(double from, double to) {
        double most = 0;
        for (int frame = (int) (from * TalkTrack.FPS); frame <= (int) (to * TalkTrack.FPS); frame++) {
            most = Math.max(most, at(frame));
        }
        return most;
    }
}
