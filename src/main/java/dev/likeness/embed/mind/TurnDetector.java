package dev.likeness.embed.mind;

import dev.likeness.voice.heard.SpeechSense;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Cuts what a microphone hears into what somebody says at a time. Not for several threads. */
final class TurnDetector {

    private static final double PIECE = (double) SpeechSense.PIECE / SpeechSense.RATE;
    private static final double SPEAKS = .5;
    private static final double STILL_SPEAKS = .35;
    /** As much silence ends a turn, seconds. */
    private static final int SILENCE = pieces(.7);
    private static final int LONGEST = pieces(30);
    /** A cough is no turn. */
    private static final int SHORTEST = pieces(.25);
    /** Kept from before somebody was noticed to speak: consonants are noticed late. */
    private static final int BEFORE = pieces(.3);

    private final Deque<byte[]> before = new ArrayDeque<>();
    private @Nullable ByteArrayOutputStream turn;
    private int length;
    private int spoken;
    private int silent;

    /**
     * Listens on.
     *
     * @param probability how probably speech the piece is
     * @param piece {@link SpeechSense#PIECE} samples of two bytes
     * @return the samples of a turn that is over now
     */
    byte @Nullable [] hear(float probability, byte[] piece) {
        ByteArrayOutputStream open = turn;
        if (open == null) {
            before.add(piece);
            if (before.size() > BEFORE) {
                before.remove();
            }
            if (probability <= SPEAKS) {
                return null;
            }
            open = new ByteArrayOutputStream();
            before.forEach(open::writeBytes);
            length = before.size();
            before.clear();
            turn = open;
            spoken = 1;
            silent = 0;
            return null;
        }
        open.writeBytes(piece);
        length++;
        boolean speaks = probability > STILL_SPEAKS;
        spoken += speaks ? 1 : 0;
        silent = speaks ? 0 : silent + 1;
        if (silent < SILENCE && length < LONGEST) {
            return null;
        }
        turn = null;
        return spoken < SHORTEST ? null : open.toByteArray();
    }

    /** How long somebody has been speaking in the turn that is not over, seconds. */
    double speaking() {
        return turn == null ? 0 : spoken * PIECE;
    }

    private static int pieces(double seconds) {
        return (int) Math.round(seconds / PIECE);
    }
}
