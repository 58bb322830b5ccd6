package dev.likeness.voice.hibari;

import dev.likeness.voice.Manner;
import dev.likeness.voice.net.Acoustics;
import dev.likeness.voice.sound.Colour;
import dev.likeness.voice.sound.Melody;
import dev.likeness.voice.sound.Reshaper;
import java.util.Arrays;

/** The net's voice, shaped into one of ten. */
final class HibariVoice implements Acoustics {

    /** Of the net's voice, Hz; fixed, so that a question is not pulled down to a statement. */
    static final double MIDDLE_HZ = 195;
    /** A forced aligner finds sounds that much earlier than the durations tell. */
    private static final double LATE = .07;
    private static final double FRAME_SECONDS = .025;

    /** The net counts in whole frames, so that between these speeds it hardly changes its own. */
    private static final double SLOW = .8;
    private static final double FAST = 1.4;
    /** From here on it is the net that hurries. */
    private static final double HURRIED = 1.3;

    /** Of speed and pitch, whatever is asked for: the net's memory and the grains' number follow them. */
    private static final double MOST = 4;

    private final HibariNet net = new HibariNet();

    @Override
    public Rendering render(long[] symbols, Manner manner) {
        Shape shape = Shape.of(manner.voice());
        double speed = Math.clamp(shape.speed() * manner.tuning().rateRatio(), 1 / MOST, MOST);
        double asked = asked(speed);
        HibariNet.Said said = net.say(symbols, asked);
        double rate = speed / (asked == 1 ? 1 : frames(net.say(symbols, 1)) / frames(said));
        Features features = said.features();
        float[] sound = new SourceFilter(features, shape.breath(), Arrays.hashCode(symbols)).sound();
        double pitch = Math.clamp(shape.pitch() * manner.tuning().pitchRatio(), 1 / MOST, MOST);
        if (pitch != 1 || shape.formants() != 1 || shape.range() != 1 || rate != 1) {
            sound = new Reshaper(sound, new Melody(features.pitch()), MIDDLE_HZ).to(pitch, shape.formants(),
                    shape.range(), rate);
        }
        return new Rendering(Colour.of(sound, shape.tilt() + Colour.tilt(manner.tuning().brightnessHz())),
                Arrays.stream(said.durations()).mapToDouble(frames -> frames * FRAME_SECONDS / rate).toArray(),
                LATE / rate);
    }

    /** The speed that the net is asked for; grains do the rest. */
    private static double asked(double speed) {
        return speed <= SLOW ? speed : speed < HURRIED ? 1 : FAST;
    }

    private static double frames(HibariNet.Said said) {
        return said.features().frames();
    }
}
