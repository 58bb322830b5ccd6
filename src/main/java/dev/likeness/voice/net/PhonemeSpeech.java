package dev.likeness.voice.net;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.Utterance;
import dev.likeness.voice.text.Sentence;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Says sentences by a net: part by part, with the silences that are asked for in between. */
public final class PhonemeSpeech {

    /** Between the parts of a sentence that was too long for the net. */
    private static final double BREATH_SECONDS = .12;

    private final Function<Sentence, String> pronunciation;
    private final Symbols symbols = new Symbols();
    private final Timeline timeline;
    private final Acoustics acoustics;

    public PhonemeSpeech(Function<Sentence, String> pronunciation, IntFunction<String> names, Acoustics acoustics) {
        this.pronunciation = pronunciation;
        this.timeline = new Timeline(symbols, names);
        this.acoustics = acoustics;
    }

    public static boolean english(String language) {
        String code = language.toLowerCase(Locale.ROOT);
        return code.equals("en") || code.startsWith("en-") || code.startsWith("en_");
    }

    /** @throws SpeechException where nothing in it can be said */
    public Utterance say(Sentence sentence, Manner manner) throws InterruptedException {
        Said said = new Said();
        for (Stretch stretch : Stretch.of(sentence)) {
            boolean first = true;
            for (long[] part : symbols.of(pronunciation.apply(stretch.words()), acoustics.most())) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                said.silence(first ? 0 : BREATH_SECONDS);
                Acoustics.Rendering rendering = acoustics.render(part, manner);
                said.add(Cut.of(rendering.sound()), timeline.of(part, rendering));
                first = false;
            }
            said.silence(stretch.rest());
        }
        if (said.nothing()) {
            throw SpeechException.empty(sentence.text());
        }
        return said.utterance(sentence.text());
    }
}
