package dev.likeness.voice.kokoro;

import dev.likeness.voice.Manner;
import dev.likeness.voice.net.Acoustics;
import dev.likeness.voice.sound.Colour;
import dev.likeness.voice.sound.Reshaper;
import java.util.Arrays;

/** The people of the pack, each changed only by what is asked for. */
final class KokoroVoice implements Acoustics {

    /** A forced aligner finds sounds that much earlier than the durations tell. */
    private static final double LATE = .07;
    private static final double FRAME_SECONDS = .025;
    /** Of speed: what the net bears. It counts in whole frames and gets it about right; grains do the rest. */
    private static final double SLOWEST = .5;
    private static final double FASTEST = 2;
    /** Of speed, whatever is asked for: the number of grains follows them. */
    private static final double MOST = 4;

    /**
     * Symbols that are said at once, about ten seconds: while it speaks the net takes some 80 MB for each second of what it
     * says, which for the 510 it knows would be more than many servers have.
     */
    private static final int AT_ONCE = 170;

    private final KokoroPack pack;
    private final KokoroNet net;

    KokoroVoice(KokoroPack pack) {
        this.pack = pack;
        this.net = new KokoroNet(pack.net());
    }

    @Override
    public Rendering render(long[] symbols, Manner manner) {
        Person person = Person.of(manner.voice());
        double speed = Math.clamp(manner.tuning().rateRatio(), 1 / MOST, MOST);
        double asked = Math.clamp(speed, SLOWEST, FASTEST);
        KokoroNet.Said said = net.say(symbols, pack.style(manner.voice()).of(symbols.length), asked);
        double[] frames = said.frames(asked);
        double rate = speed == 1 ? 1 : speed * sum(frames) / sum(said.frames(1));
        double pitch = person.tuned(manner.tuning().pitchRatio());
        float[] sound = said.sound();
        if (pitch != 1 || rate != 1) {
            sound = new Reshaper(sound, said.melody(), person.hertz()).to(pitch, 1, 1, rate);
        }
        return new Rendering(Colour.of(sound, Colour.tilt(manner.tuning().brightnessHz())),
                Arrays.stream(frames).map(length -> length * FRAME_SECONDS / rate).toArray(), LATE / rate);
    }

    @Override
    public int most() {
        return AT_ONCE;
    }

    private static double sum(double[] frames) {
        return Arrays.stream(frames).sum();
    }
}
