package dev.likeness.avatar.talk;

import dev.likeness.avatar.mouth.Viseme;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The International Phonetic Alphabet as mouths show it, of any language: where the lips are and how far the jaw is open,
 * not what the tongue does behind the teeth. A letter with marks is shown as the letter.
 */
final class IpaVisemes {

    private static final Map<Integer, Articulation> LETTERS = new HashMap<>();
    private static final String VOWELS = "aɑɒæɐʌeɛəɘɜɞɝɚiɪɨɯyʏøœɶɵoɔuʊʉɤᵻ";
    /** Stops that become one sound with the hiss behind them. */
    private static final String STOPS = "tdʈɖcɟ";
    private static final String HUSHES = "ʃʒɕʑʂʐʧʤ";
    private static final String HISSES = "sz";
    /** Held back in the throat: the mouth is already where the next sound wants it. */
    private static final String BREATHS = "hɦʔħʕʜʢʡ";
    private static final Articulation NEUTRAL = new Articulation(Viseme.KK);

    static {
        put(Viseme.PP, 1, "pbmɓʙ");
        put(Viseme.FF, 1, "fvɱʋⱱɸβ");
        put(Viseme.TH, 1, "θð");
        put(Viseme.DD, 1, "tdʈɖɗᶑɾɽrcɟʄǀǃǂǁ");
        put(Viseme.KK, 1, "kgɡɠqɢʛxɣχʁʀŋɴɰ");
        put(Viseme.CH, 1, HUSHES);
        put(Viseme.SS, 1, HISSES + "ɬɮ");
        put(Viseme.NN, 1, "nlɳɲɭʎʟɫɺ");
        put(Viseme.RR, 1, "ɹɻ");
        put(Viseme.RR, 1.3, "ɝɚ");
        put(Viseme.IH, .8, "jçʝ");
        put(Viseme.IH, 1, "iɪɨᵻ");
        put(Viseme.IH, .9, "ɯ");
        put(Viseme.E, .75, "əɘ");
        put(Viseme.E, 1, "eɛɜɤ");
        put(Viseme.AA, .7, "ʌɐɞ");
        put(Viseme.AA, .9, "æ");
        put(Viseme.AA, 1, "aɑɶ");
        put(Viseme.OH, 1, "oɔ");
        put(Viseme.OH, 1.2, "ɒ");
        put(Viseme.OH, .85, "øœɵ");
        put(Viseme.OU, 1, "uʉyʏʊwʍɥ");
    }

    /**
     * A part of a sound.
     *
     * @param from share of the sound's length, 0 to 1
     * @param to share of the sound's length, 0 to 1
     */
    record Part(Articulation shown, double from, double to) {
    }

    /** Where a diphthong goes from its first vowel to its second, share of its length. */
    static final double TURN = .58;

    private IpaVisemes() {
    }

    /** One part for most sounds, two for diphthongs; none for what no mouth shows. */
    static List<Part> of(String ipa) {
        List<Articulation> shown = articulations(ipa);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            parts.add(new Part(shown.get(i), edge(i, shown.size()), edge(i + 1, shown.size())));
        }
        return parts;
    }

    /** Whether a syllable can be built on it. */
    static boolean vowel(String ipa) {
        return letters(ipa).stream().anyMatch(letter -> VOWELS.indexOf(letter) >= 0);
    }

    private static double edge(int part, int parts) {
        return parts == 2 && part == 1 ? TURN : (double) part / parts;
    }

    private static List<Articulation> articulations(String ipa) {
        List<Integer> letters = letters(ipa);
        List<Articulation> shown = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            int letter = letters.get(i);
            int next = i + 1 < letters.size() ? letters.get(i + 1) : 0;
            boolean affricate = STOPS.indexOf(letter) >= 0 && next != 0
                    && (HUSHES.indexOf(next) >= 0 || HISSES.indexOf(next) >= 0);
            if (affricate || BREATHS.indexOf(letter) >= 0) {
                continue;
            }
            Articulation one = LETTERS.getOrDefault(letter, NEUTRAL);
            if (shown.isEmpty() || !shown.getLast().equals(one)) {
                shown.add(one);
            }
        }
        return shown;
    }

    /** Base letters only. */
    private static List<Integer> letters(String ipa) {
        return Normalizer.normalize(ipa, Normalizer.Form.NFD).codePoints()
                .filter(c -> Character.isLetter(c) && Character.getType(c) != Character.MODIFIER_LETTER || c == 'ʔ'
                        || c == 'ᵻ')
                .boxed().toList();
    }

    private static void put(Viseme viseme, double scale, String letters) {
        letters.codePoints().forEach(letter -> LETTERS.put(letter, new Articulation(viseme, scale)));
    }
}
