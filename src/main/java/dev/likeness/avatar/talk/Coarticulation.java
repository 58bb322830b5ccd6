package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.MouthShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mouths on their way: every sound pulls the mouth its way a little before and after it is heard, some harder than
 * others, and how far the jaw is open follows other sounds than how round the lips are. Parameters are mixed, never
 * pictures.
 */
final class Coarticulation {

    /** Lips move before the sound comes, seconds. */
    private static final double AHEAD = .030;
    /** What is left of an opening in silence, and what comes back with loudness: who speaks up opens up. */
    private static final double SOFT = .1;
    private static final double LOUD = 1.1;
    private static final double SIDE = .18;
    private static final double FORCED = .92;
    private static final double BESIDE = .32;
    /** How much the opening may change from one frame to the next, units. */
    private static final double FASTEST = .117;
    /** Longest window around a sound, seconds. */
    private static final double WINDOW = .090;

    private final List<Segment> segments;
    private final Loudness loudness;

    Coarticulation(List<Segment> segments, Loudness loudness) {
        this.segments = segments;
        this.loudness = loudness;
    }

    /** The mouth of each frame; null while it is at rest. */
    List<@Nullable MouthShape> shapes(int count) {
        MouthShape[] shapes = new MouthShape[count];
        boolean[] rests = new boolean[count];
        int first = 0;
        for (int frame = 0; frame < count; frame++) {
            double time = (frame + .5) / TalkTrack.FPS + AHEAD;
            while (first < segments.size() - 1 && segments.get(first).end() + WINDOW < time) {
                first++;
            }
            shapes[frame] = shape(frame, time, first, rests);
        }
        MouthShape[] smooth = new MouthShape[count];
        for (int frame = 0; frame < count; frame++) {
            MouthShape beside = shapes[Math.max(0, frame - 1)].towards(shapes[Math.min(count - 1, frame + 1)], .5);
            smooth[frame] = shapes[frame].towards(beside, 2 * SIDE);
        }
        force(smooth, rests);
        slow(smooth);
        List<@Nullable MouthShape> result = new ArrayList<>();
        for (int frame = 0; frame < count; frame++) {
            boolean still = rests[frame] && rests[Math.max(0, frame - 1)] && rests[Math.min(count - 1, frame + 1)];
            result.add(still ? null : smooth[frame]);
        }
        return result;
    }

    private MouthShape shape(int frame, double time, int first, boolean[] rests) {
        MouthShape opening = MouthShape.NEUTRAL;
        MouthShape rounding = MouthShape.NEUTRAL;
        double openings = 0;
        double roundings = 0;
        boolean rest = true;
        for (int i = first; i < segments.size() && segments.get(i).start() - WINDOW < time; i++) {
            Segment segment = segments.get(i);
            double dominance = segment.dominance(time);
            if (dominance <= 0) {
                continue;
            }
            rest &= segment.rest();
            double open = dominance * segment.shown().opening();
            double round = dominance * segment.shown().rounding();
            openings += open;
            roundings += round;
            opening = opening.towards(segment.shape(), open / openings);
            rounding = rounding.towards(segment.shape(), round / roundings);
        }
        rests[frame] = rest;
        double scale = SOFT + LOUD * loudness.at(frame);
        return new MouthShape(opening.gap() * scale, rounding.width(), opening.share(), rounding.roundness(),
                opening.upperLip(), opening.lowerLip(), rounding.fullness(), opening.middle(), rounding.smile(),
                opening.teeth(), opening.lowerTeeth(), opening.tongue(), opening.tip(), opening.line());
    }

    /** No jaw jumps: where lips close in the middle of a wide vowel, they begin to a frame earlier. */
    private static void slow(MouthShape[] shapes) {
        for (int frame = 1; frame < shapes.length; frame++) {
            shapes[frame] = under(shapes[frame], shapes[frame - 1].gap() + FASTEST);
        }
        for (int frame = shapes.length - 2; frame >= 0; frame--) {
            shapes[frame] = under(shapes[frame], shapes[frame + 1].gap() + FASTEST);
        }
    }

    private static MouthShape under(MouthShape shape, double gap) {
        return shape.gap() <= gap ? shape : shape.opened(gap, shape.width(), shape.roundness());
    }

    /** Lips that must close do, whatever is around them. */
    private void force(MouthShape[] shapes, boolean[] rests) {
        for (Segment segment : segments) {
            int centre = (int) (segment.middle() * TalkTrack.FPS);
            if (!segment.shown().closes() || centre >= shapes.length) {
                continue;
            }
            for (int frame = Math.max(0, centre - 1); frame <= Math.min(shapes.length - 1, centre + 1); frame++) {
                shapes[frame] = shapes[frame].towards(segment.shape(), frame == centre ? FORCED : BESIDE);
                rests[frame] = false;
            }
        }
    }
}
