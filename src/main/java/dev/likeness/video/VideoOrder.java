package dev.likeness.video;

import dev.likeness.common.Model;
import dev.likeness.tts.TunedVoice;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made; the payload of its job.
 *
 * @param jobId the video's own id, under which its row is and its charge
 * @param model the family that was asked for
 * @param text what is said; null where a recording is heard
 * @param audioUrl the recording; null where a text is said
 * @param audioKey under which it is stored here, if it is ours
 * @param voice who says the text, as it was when it was ordered; null for the agent's own voice
 * @param high 1080 lines, whatever the family has
 * @param rate credits for each started minute, as they were when it was ordered
 */
record VideoOrder(String jobId, Model model, @Nullable String text, @Nullable String audioUrl,
        @Nullable String audioKey, @Nullable TunedVoice voice, boolean high, long rate) {

    /** The kind of its job. */
    public static final String KIND = "talking_video";
    /** No film is longer, seconds (CONTRACT 7). */
    public static final int LONGEST = 120;

    private static final int MINUTES = LONGEST / 60;

    /** The ledger's reference. */
    String charge() {
        return "talking_video:" + jobId;
    }

    /** Reserved when it is ordered: as if it were as long as one may be. */
    long reserved() {
        return cost(LONGEST);
    }

    /** What a film of that length costs: its started minutes. */
    long cost(double seconds) {
        long minutes = (long) Math.ceil(seconds / 60);
        return Math.clamp(minutes, 1, MINUTES) * rate;
    }

    /** As which the queue knows it: workers for essence-2 make its max as well. */
    Model family() {
        return model == Model.ESSENCE_2_MAX ? Model.ESSENCE_2 : model;
    }
}
