package dev.likeness.tts;

import dev.likeness.voice.Manner;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile.Tuning;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of the ten, and what is changed about it. */
public record TunedVoice(Voice voice, Tuning tuning) {

    static TunedVoice of(Voice voice) {
        return new TunedVoice(voice, Tuning.NONE);
    }

    /** In thousandths and whole hertz, as they are kept, and within what does not distort a voice. */
    static Tuning bearable(double pitchRatio, double rateRatio, double brightnessHz) {
        return new Tuning(Math.round(Math.clamp(pitchRatio, .75, 1.35) * 1000) / 1000.0,
                Math.round(Math.clamp(rateRatio, .7, 1.4) * 1000) / 1000.0,
                Math.round(Math.clamp(brightnessHz, -400, 400)));
    }

    /**
     * It speaks so.
     *
     * @param speed a factor of how fast it speaks by itself
     */
    public Manner manner(String language, double speed) {
        return new Manner(voice, new Tuning(tuning.pitchRatio(), tuning.rateRatio() * speed, tuning.brightnessHz()),
                language);
    }

    /** Where it lies on the axes. */
    Map<String, Double> axes() {
        Map<String, Double> axes = new LinkedHashMap<>();
        axes.put(Axis.GENDER.word(), Axis.gender(voice, tuning));
        axes.put(Axis.PITCH.word(), Math.round(voice.pitch() * tuning.pitchRatio() * 10) / 10.0);
        axes.put(Axis.RATE.word(), Math.round(voice.rate() * tuning.rateRatio() * 100) / 100.0);
        axes.put(Axis.BRIGHTNESS.word(), voice.brightness() + tuning.brightnessHz());
        return axes;
    }
}
