package dev.likeness.voice.hibari;

import dev.likeness.voice.Manner;
import dev.likeness.voice.net.Acoustics;
import dev.likeness.voice.sound.Colour;
import java.util.Arrays;

/** The net's voice, shaped into one of ten. */
final class HibariVoice implements Acoustics {

    /** Of the net's voice, Hz; fixed, so that a question is not pulled down to a statement. */
    static final double MIDDLE_HZ = 195;
    /** A forced aligner finds sounds that much earlier than the durations tell. */
    private static final double LATE = .07;
    private static final double FRAME_SECONDS = .025;

    private final HibariNet net = new HibariNet();

    @Override
    public Rendering render(long[] symbols, Manner manner) {
        Shape shape = Shape.of(manner.voice());
        HibariNet.Said said = net.say(symbols, shape.speed() * manner.tuning().rateRatio());
        Features features = said.features();
        float[] sound = new SourceFilter(features, shape.breath(), Arrays.hashCode(symbols)).sound();
        double pitch = shape.pitch() * manner.tuning().pitchRatio();
        if (pitch != 1 || shape.formants() != 1 || shape.range() != 1) {
            sound = new Reshaper(sound, features.pitch(), MIDDLE_HZ).to(pitch, shape.formants(), shape.range());
        }
        return new Rendering(Colour.of(sound, shape.tilt() + Colour.tilt(manner.tuning().brightnessHz())),
                Arrays.stream(said.durations()).mapToDouble(frames -> frames * FRAME_SECONDS).toArray(), LATE);
    }
}
