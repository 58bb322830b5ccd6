package dev.likeness.voice.text;

import java.util.ArrayList;
import java.util.List;

/** The words of a sentence as they come. */
final class Says {

    private final List<Sentence.Token> tokens = new ArrayList<>();
    private boolean spoken;

    /** Words parted by blanks. */
    void words(String words) {
        int begin = 0;
        for (int i = 0; i <= words.length(); i++) {
            if (i == words.length() || words.charAt(i) == ' ') {
                if (i > begin) {
                    tokens.add(new Sentence.Word(words.substring(begin, i)));
                    spoken = true;
                }
                begin = i + 1;
            }
        }
    }

    /** Letters and digits one by one. */
    void spelled(String letters) {
        letters.codePoints().forEach(c -> {
            if (c == 'a' || c == 'A') {
                // Alone it would be the article.
                sounds("A", "ˈeɪ");
            } else if (c >= '0' && c <= '9') {
                words(Numbers.digits(Character.toString(c)));
            } else if (Character.isLetter(c)) {
                words(Character.toString(Character.toUpperCase(c)));
            } else {
                words(Signs.named(c));
            }
        });
    }

    void sounds(String letters, String ipa) {
        tokens.add(new Sentence.Sounded(letters, ipa));
        spoken = true;
    }

    /** A mark, unless there is one already or nothing before it. */
    void mark(char sign) {
        if (sign != 0 && spoken && !(tokens.getLast() instanceof Sentence.Mark)) {
            tokens.add(new Sentence.Mark(sign));
        }
    }

    void rest(double seconds) {
        if (seconds > 0) {
            tokens.add(new Sentence.Rest(seconds));
        }
    }

    boolean spoken() {
        return spoken;
    }

    List<Sentence.Token> tokens() {
        return tokens;
    }
}
