package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.Viseme;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time with one aim for the mouth.
 *
 * @param shape the aim
 * @param shown how strongly it is aimed at
 * @param rest nothing is said, and long enough for the mouth to go back to rest
 */
record Segment(double start, double end, MouthShape shape, Articulation shown, boolean rest) {

    /** Shorter silence is within speech, and the mouth goes on through it. */
    private static final double IGNORED = .12;
    /** Longer silence brings the mouth back to rest; in between the lips half close. */
    private static final double REST = .45;
    private static final Articulation SILENCE = new Articulation(Viseme.SIL);
    private static final double BEFORE = .075;
    private static final double AFTER = .090;
    private static final double CLOSING = .060;

    /** What a mouth aims at while something is said that lasts so long; without gaps from 0 to {@code length}. */
    static List<Segment> of(List<Sounding> sounds, double length) {
        List<Segment> segments = new ArrayList<>();
        double at = 0;
        for (Sounding sound : sounds) {
            double start = Math.max(at, sound.start());
            pause(segments, at, start, false);
            double end = Math.max(start, sound.end());
            segments.add(new Segment(start, end, sound.shown().shape(), sound.shown(), false));
            at = end;
        }
        pause(segments, at, Math.max(at, length), true);
        return segments;
    }

    private static void pause(List<Segment> segments, double from, double to, boolean last) {
        boolean outside = segments.isEmpty() || last;
        if (outside ? to > from : to - from >= REST) {
            segments.add(new Segment(from, to, SILENCE.shape(), SILENCE, true));
        } else if (to - from >= IGNORED) {
            MouthShape half = segments.getLast().shape().towards(SILENCE.shape(), .5);
            segments.add(new Segment(from, to, half, SILENCE, false));
        } else if (to > from) {
            Segment before = segments.removeLast();
            segments.add(new Segment(before.start, to, before.shape, before.shown, before.rest));
        }
    }

    double middle() {
        return (start + end) / 2;
    }

    /** How much it has to say at a time: 1 within, less and less around it. */
    double dominance(double time) {
        double away = time < start ? (start - time) / before() : time > end ? (time - end) / after() : 0;
        return away >= 1 ? 0 : .5 + .5 * Math.cos(Math.PI * away);
    }

    double before() {
        return shown.viseme() == Viseme.PP ? CLOSING : BEFORE;
    }

    double after() {
        return shown.viseme() == Viseme.PP ? CLOSING : AFTER;
    }
}
