package dev.likeness.voice.speak;

import dev.likeness.voice.Manner;
import dev.likeness.voice.SpeechEngine;
import dev.likeness.voice.SpeechException;
import dev.likeness.voice.text.Script;
import dev.likeness.voice.text.Sentence;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says texts by the first of its engines that can. Threads may share one. */
public final class Speaker {

    private final List<SpeechEngine> engines;

    /** @param engines in the order in which they are asked */
    public Speaker(List<SpeechEngine> engines) {
        this.engines = List.copyOf(engines);
    }

    /** Who would speak so; nobody knows it where it is empty. */
    public Optional<SpeechEngine> engine(Manner manner) {
        return engines.stream().filter(engine -> engine.speaks(manner)).findFirst();
    }

    /** The languages a voice can speak here, by their two letters, English first. */
    public List<String> languages(Manner manner) {
        return Stream.concat(Stream.of("en"), Stream.of(Locale.getISOLanguages()).sorted()).distinct()
                .filter(language -> engine(new Manner(manner.voice(), manner.tuning(), language)).isPresent())
                .toList();
    }

    /**
     * A text, ready to be said; nothing has been said yet.
     *
     * @throws SpeechException when nobody speaks that language
     * @throws dev.likeness.voice.text.UnsayableException when there is nothing in the text that can be said
     */
    public Speech speak(String text, Manner manner) {
        SpeechEngine engine = engine(manner)
                .orElseThrow(() -> new SpeechException("nobody speaks " + manner.language() + " here"));
        Iterator<Sentence> sentences = engine.reads() ? Script.plain(text) : Script.english(text);
        return new Speech(engine, manner, sentences);
    }
}
