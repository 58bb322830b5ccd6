package dev.likeness.voice.heard;

/**
 * When somebody speaks.
 *
 * @param pieces how probably speech each piece is, see {@link SpeechNet#listen}
 * @param from when the first piece begins, seconds
 */
@SuppressWarnings("ArrayRecordComponent")
record Spoken(float[] pieces, double from) {

    private static final double PIECE = (double) SpeechNet.HOP / SoundNet.RATE;
    /** Nobody speaks within that many seconds around a sound that is only imagined. */
    private static final double NEAR = .16;
    private static final double PERHAPS = .35;
    private static final double SURELY = .5;

    /** Whether somebody speaks near that time. */
    boolean around(double time) {
        for (int i = Math.max(0, piece(time - NEAR)); i <= Math.min(pieces.length - 1, piece(time + NEAR)); i++) {
            if (pieces[i] > PERHAPS) {
                return true;
            }
        }
        return false;
    }

    /** Until when somebody goes on speaking who speaks at that time; that time where nobody does. */
    double until(double time) {
        int at = piece(time);
        while (at >= 0 && at < pieces.length && pieces[at] > SURELY) {
            at++;
        }
        return Math.max(time, from + at * PIECE);
    }

    /** Where somebody speaks least between two times. */
    double quietest(double start, double end) {
        int best = Math.clamp(piece(start), 0, pieces.length - 1);
        for (int i = best; i < Math.min(pieces.length, piece(end)); i++) {
            best = pieces[i] < pieces[best] ? i : best;
        }
        return from + (best + .5) * PIECE;
    }

    private int piece(double time) {
        return (int) Math.floor((time - from) / PIECE);
    }
}
