package dev.likeness.voice.heard;

import dev.likeness.voice.Phone;
import dev.likeness.voice.heard.SoundNet.Peak;
import java.util.ArrayList;
import java.util.List;

/** From where each sound was noticed to where it begins and ends. */
final class Spans {

    /** How long a sound lasts that nothing follows, seconds: vowels go on while somebody speaks. */
    private static final double CONSONANT = .14;
    private static final double VOWEL = .30;
    /** Nobody speaks within that many seconds around a sound that is only imagined. */
    private static final double NEAR = .16;
    private static final double SPEAKS = .35;
    private static final double SHORTEST = .02;
    private static final String VOWELS = "aeiouyæøœɐɑɒɔɘəɚɛɜɝɤɨɪɯɵʉʊʌʏ";

    private Spans() {
    }

    /**
     * @param spoken how probably speech each piece is, see {@link SpeechNet#listen}
     * @param length of all of it, seconds
     */
    static List<Phone> of(List<Peak> peaks, float[] spoken, double length) {
        List<Peak> sounds = new ArrayList<>();
        for (Peak peak : peaks) {
            String ipa = ipa(peak.symbol());
            boolean mark = !ipa.isEmpty() && ipa.codePoints().noneMatch(Spans::letter);
            if (mark && !sounds.isEmpty()) {
                Peak before = sounds.removeLast();
                sounds.add(new Peak(before.symbol() + ipa, before.at()));
            } else if (!mark && !ipa.isEmpty() && most(spoken, peak.at() - NEAR, peak.at() + NEAR) > SPEAKS) {
                sounds.add(new Peak(ipa, peak.at()));
            }
        }
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < sounds.size(); i++) {
            Peak sound = sounds.get(i);
            double next = i + 1 < sounds.size() ? sounds.get(i + 1).at() : length;
            double end = Math.min(next, sound.at() + (vowel(sound.symbol()) ? VOWEL : CONSONANT));
            phones.add(new Phone(sound.symbol(), 0, sound.at(), Math.max(end, Math.min(sound.at() + SHORTEST, next))));
        }
        return phones;
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

    private static float most(float[] spoken, double from, double to) {
        float most = 0;
        int first = Math.max(0, (int) (from * SoundNet.RATE / SpeechNet.HOP));
        int last = Math.min(spoken.length - 1, (int) (to * SoundNet.RATE / SpeechNet.HOP));
        for (int i = first; i <= last; i++) {
            most = Math.max(most, spoken[i]);
        }
        return most;
    }
}
