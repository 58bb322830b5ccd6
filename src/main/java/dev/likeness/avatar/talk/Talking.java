package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.voice.Phone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a face speak: what is said and how loud, in; frame by frame what the face does, out. */
public final class Talking {

    private Talking() {
    }

    /**
     * The same for the same sounds and seed; as many frames as the sound is long, the last one begun counting.
     *
     * @param phones in order, without overlap; what is between them is silence
     * @param sound one channel, -1 to 1, that they were spoken or heard in
     * @param rate samples a second
     */
    public static TalkTrack of(List<Phone> phones, float[] sound, int rate, long seed) {
        int count = Math.toIntExact(((long) sound.length * TalkTrack.FPS + rate - 1) / rate);
        Loudness loudness = Loudness.of(sound, rate, count);
        List<Segment> segments = Segment.of(Sounding.of(phones), (double) sound.length / rate);
        List<@Nullable MouthShape> mouths = new Coarticulation(segments, loudness).shapes(count);
        Gestures gestures = new Gestures(phones, loudness, count, seed);
        List<TalkTrack.Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(new TalkTrack.Frame(mouths.get(i), gestures.brow(i), gestures.nod(i), gestures.lids(i)));
        }
        return new TalkTrack(frames);
    }
}
