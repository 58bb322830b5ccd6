package dev.likeness.voice.net;

import dev.likeness.voice.text.Sentence;
import dev.likeness.voice.text.Sentence.Rest;
import dev.likeness.voice.text.Sentence.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said without a rest.
 *
 * @param rest seconds of silence behind it
 */
record Stretch(Sentence words, double rest) {

    static List<Stretch> of(Sentence sentence) {
        List<Stretch> stretches = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        for (Token token : sentence.tokens()) {
            if (token instanceof Rest rest) {
                stretches.add(new Stretch(new Sentence(sentence.text(), tokens, 0), rest.seconds()));
                tokens.clear();
            } else {
                tokens.add(token);
            }
        }
        stretches.add(new Stretch(new Sentence(sentence.text(), tokens, 0), 0));
        return stretches;
    }
}
