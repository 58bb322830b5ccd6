package dev.likeness.voice.heard;

import dev.likeness.voice.Phone;
import dev.likeness.voice.heard.SoundNet.Peak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hears one sound while it arrives, in constant memory. In real time the last two seconds are heard again and again, and
 * what was told stays told. Where sound arrives faster than it is played, all that arrived is heard, and what is not yet
 * played may still change. Not for several threads; each listening has its own.
 */
public final class LiveEars {

    /** Seconds from one listening to the next. */
    private static final double HOP = .160;
    /** What comes behind a sound, before it is told, seconds. */
    private static final double CONTEXT = .200;
    private static final double WINDOW = 2;
    /** The net pools over what it hears: the window's ends are mirrored, so that it hears more of the same. */
    private static final double MIRRORED = .5;
    private static final double BLANK_BIAS = -2;
    /** More than that arrived and is not yet played: sound comes faster than real time. */
    private static final double AHEAD = 1;
    /** What is kept, and heard when sound comes faster, seconds. */
    private static final double KEPT = 12;
    private static final double AT_ONCE = 4;
    /** Played and nearly played sounds do not change any more, seconds. */
    private static final double FIXED = .12;
    /** Closed lips that were noticed late are told late: two frames. */
    private static final double LATE = .08;
    private static final double SAME = .06;
    private static final String CLOSED = "pbm";

    private final SoundNet net;
    private final SpeechNet.Ear ear;
    private final List<Peak> peaks = new ArrayList<>();
    /** The last {@link #KEPT} seconds, from the sample {@code first} on, a whole number of pieces from the beginning. */
    private float[] kept = new float[0];
    private float[] spoken = new float[0];
    private long first;
    private double heardTo;
    private double settled;

    public LiveEars(Ears ears) {
        this.net = ears.net();
        this.ear = ears.ear();
    }

    /**
     * Listens on.
     *
     * @param more what arrived, 16,000 samples a second
     * @param played seconds of the sound that were played until now; never less than before
     */
    public void hear(float[] more, double played) {
        int step = (int) (AT_ONCE * SoundNet.RATE);
        for (int from = 0; from < more.length; from += step) {
            keep(Arrays.copyOfRange(more, from, Math.min(more.length, from + step)));
            double ahead = arrived() - played;
            double due = ahead > AHEAD ? Math.min(AT_ONCE, Math.max(HOP, ahead / 4)) : HOP;
            if (arrived() - heardTo >= due - 1e-9) {
                listen(played, CONTEXT);
            }
        }
    }

    /** The sound is at its end. */
    public void end(double played) {
        listen(played, 0);
    }

    /** Up to when it is known what was said, seconds. */
    public double settled() {
        return settled;
    }

    /** What was said until {@link #settled()}, the last ten seconds of it; the last sound may go on. */
    public List<Phone> phones() {
        return Spans.of(peaks, new Spoken(spoken, seconds(first)), settled);
    }

    private void listen(double played, double context) {
        double arrived = arrived();
        boolean ahead = arrived - played > AHEAD;
        double from = Math.max(seconds(first), ahead ? seconds(first) : arrived - WINDOW);
        double seam = ahead ? Math.min(settled, played + FIXED) : settled;
        double to = Math.max(settled, arrived - context);
        Spoken speech = new Spoken(spoken, seconds(first));
        peaks.removeIf(peak -> peak.at() >= seam || peak.at() < arrived - KEPT + WINDOW);
        int start = (int) (sample(from) - first);
        for (Peak peak : net.hear(mirrored(Arrays.copyOfRange(kept, start, kept.length)), BLANK_BIAS)) {
            Peak placed = peak.later(from - MIRRORED);
            boolean late = placed.at() < seam && placed.at() >= seam - LATE && closes(placed) && !told(placed);
            if (late) {
                peaks.add(new Peak(placed.symbol(), seam));
            } else if (placed.at() >= Math.max(seam, from) && placed.at() < to && speech.around(placed.at())
                    && !again(placed)) {
                peaks.add(placed);
            }
        }
        settled = to;
        heardTo = arrived;
    }

    /** The last sound, which this time seems to come on the other side of the seam. */
    private boolean again(Peak peak) {
        return !peaks.isEmpty() && peaks.getLast().symbol().equals(peak.symbol())
                && peak.at() - peaks.getLast().at() < SAME;
    }

    private boolean told(Peak closure) {
        return peaks.stream().anyMatch(peak -> closes(peak) && Math.abs(peak.at() - closure.at()) < LATE);
    }

    private static boolean closes(Peak peak) {
        return CLOSED.indexOf(peak.symbol().charAt(0)) >= 0;
    }

    private static float[] mirrored(float[] part) {
        int side = (int) (MIRRORED * SoundNet.RATE);
        float[] all = new float[part.length + 2 * side];
        for (int i = 0; i < all.length; i++) {
            int at = i - side;
            if (at < 0) {
                at = -1 - at;
            } else if (at >= part.length) {
                at = 2 * part.length - 1 - at;
            }
            all[i] = at >= 0 && at < part.length ? part[at] : 0;
        }
        return all;
    }

    private void keep(float[] more) {
        int length = kept.length;
        kept = Arrays.copyOf(kept, length + more.length);
        System.arraycopy(more, 0, kept, length, more.length);
        int known = spoken.length;
        spoken = Arrays.copyOf(spoken, kept.length / SpeechNet.HOP);
        for (int piece = known; piece < spoken.length; piece++) {
            spoken[piece] = ear.next(kept, piece * SpeechNet.HOP);
        }
        int gone = Math.max(0, kept.length - (int) (KEPT * SoundNet.RATE)) / SpeechNet.HOP;
        if (gone > 0) {
            kept = Arrays.copyOfRange(kept, gone * SpeechNet.HOP, kept.length);
            spoken = Arrays.copyOfRange(spoken, gone, spoken.length);
            first += (long) gone * SpeechNet.HOP;
        }
    }

    private double arrived() {
        return seconds(first + kept.length);
    }

    private static double seconds(long samples) {
        return (double) samples / SoundNet.RATE;
    }

    private static long sample(double seconds) {
        return Math.round(seconds * SoundNet.RATE);
    }
}
