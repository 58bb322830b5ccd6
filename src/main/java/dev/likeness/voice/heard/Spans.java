package dev.likeness.voice.heard;

import dev.likeness.voice.Phone;
import dev.likeness.voice.heard.SoundNet.Peak;
import java.util.ArrayList;
import java.util.List;

/** From where each sound was noticed to where it begins and ends. */
final class Spans {

    /** How long a sound lasts that nothing follows, seconds; a vowel goes on while somebody speaks. */
    private static final double CONSONANT = .14;
    private static final double VOWEL = .30;
    private static final double LONGEST_VOWEL = 1.2;
    private static final String VOWELS = "aeiouyæøœɐɑɒɔɘəɚɛɜɝɤɨɪɯɵʉʊʌʏ";

    private Spans() {
    }

    /**
     * @param peaks in order
     * @param length of all of it, seconds
     */
    static List<Phone> of(List<Peak> peaks, Spoken spoken, double length) {
        List<Peak> sounds = sounds(peaks);
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < sounds.size(); i++) {
            Peak sound = sounds.get(i);
            double next = i + 1 < sounds.size() ? sounds.get(i + 1).at() : Math.max(length, sound.at());
            double end = sound.at() + CONSONANT;
            if (vowel(sound.symbol())) {
                end = Math.clamp(spoken.until(sound.at() + VOWEL), sound.at() + VOWEL, sound.at() + LONGEST_VOWEL);
            }
            phones.add(new Phone(sound.symbol(), 0, sound.at(), Math.min(next, end)));
        }
        return phones;
    }

    /** A mark goes with the letter before it. */
    private static List<Peak> sounds(List<Peak> peaks) {
        List<Peak> sounds = new ArrayList<>();
        for (Peak peak : peaks) {
            String ipa = ipa(peak.symbol());
            if (ipa.codePoints().anyMatch(Spans::letter)) {
                sounds.add(new Peak(ipa, peak.at()));
            } else if (!ipa.isEmpty() && !sounds.isEmpty()) {
                Peak before = sounds.removeLast();
                sounds.add(new Peak(before.symbol() + ipa, before.at()));
            }
        }
        return sounds;
    }

    /** Without the bows that tie two letters, and nothing for what is not heard: ends of words, digits of tones. */
    private static String ipa(String symbol) {
        if (symbol.startsWith("<")) {
            return "";
        }
        StringBuilder kept = new StringBuilder();
        symbol.codePoints().filter(c -> letter(c) || Character.getType(c) == Character.NON_SPACING_MARK || c == 'ː')
                .filter(c -> c != '\u0361' && c != '\u035c').forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean letter(int c) {
        return Character.getType(c) == Character.LOWERCASE_LETTER || c == 'ʔ';
    }

    private static boolean vowel(String ipa) {
        return ipa.codePoints().anyMatch(c -> VOWELS.indexOf(c) >= 0);
    }
}
