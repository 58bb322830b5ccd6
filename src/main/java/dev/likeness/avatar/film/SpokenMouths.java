package dev.likeness.avatar.film;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.picture.Ease;
import dev.likeness.avatar.talk.TalkTrack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mouths of a film. A portrait that smiles or whose lips are parted is at rest with an open mouth, and speech ends
 * with a closed one: in between it opens as wide as it is at rest, and becomes the portrait itself on the way.
 */
final class SpokenMouths {

    /** Over so many frames a mouth comes to rest, and leaves it. */
    private static final int COMING = 9;
    /** Over so many frames a mouth closes that the track leaves open at the end of the sound. */
    private static final int CLOSING = 3;
    /** From there on the portrait itself begins to be seen. */
    private static final double SEEN = .45;

    private final List<TalkTrack.Frame> track;
    private final MouthShape resting;
    private final int count;
    /** How many frames before or behind each one somebody speaks, {@link #COMING} at most. */
    private final byte[] away;

    /**
     * One frame of it.
     *
     * @param shape null for the portrait itself
     * @param rest share of the portrait itself in what is seen
     */
    record Moment(@Nullable MouthShape shape, double rest) {

        static final Moment REST = new Moment(null, 1);

        /**
         * On the way from the portrait's own mouth to a shape.
         *
         * @param resting what comes nearest to the portrait's own mouth
         * @param away 0 for the portrait itself, 1 for the shape
         */
        static Moment between(MouthShape resting, MouthShape shape, double away) {
            return away <= 0 ? REST : new Moment(resting.towards(shape, away), Ease.step(SEEN, 1, 1 - away));
        }

        /** Nothing of the portrait's own mouth. */
        static Moment of(@Nullable MouthShape shape) {
            return shape == null ? REST : new Moment(shape, 0);
        }
    }

    /** @param resting what comes nearest to the portrait's own mouth */
    SpokenMouths(List<TalkTrack.Frame> track, int count, MouthShape resting) {
        this.track = track;
        this.count = count;
        this.resting = resting;
        this.away = new byte[count];
        int since = COMING;
        for (int i = 0; i < count; i++) {
            since = told(i) == null ? Math.min(COMING, since + 1) : 0;
            away[i] = (byte) since;
        }
        int until = COMING;
        for (int i = count - 1; i >= 0; i--) {
            until = told(i) == null ? Math.min(COMING, until + 1) : 0;
            away[i] = (byte) Math.min(away[i], until);
        }
    }

    private @Nullable MouthShape told(int index) {
        return index < track.size() ? track.get(index).mouth() : null;
    }

    Moment at(int index) {
        MouthShape told = told(index);
        if (told != null) {
            double awake = Math.clamp((count - 1.0 - index) / CLOSING, 0, 1);
            return Moment.of(MouthShape.NEUTRAL.towards(told, awake));
        }
        double rest = (double) away[index] / COMING;
        return rest >= 1
                ? Moment.REST
                : new Moment(MouthShape.NEUTRAL.towards(resting, Ease.step(0, 1, rest)), Ease.step(SEEN, 1, rest));
    }
}
