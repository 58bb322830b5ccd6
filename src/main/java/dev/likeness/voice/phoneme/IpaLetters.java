package dev.likeness.voice.phoneme;

import java.util.List;
import java.util.Map;

/** The International Phonetic Alphabet, as people write it for English, to the letters the nets know. */
final class IpaLetters {

    /** Longer ones first. */
    private static final List<Map.Entry<String, String>> TOGETHER = List.of(Map.entry("t͡ʃ", "ʧ"),
            Map.entry("d͡ʒ", "ʤ"),
            Map.entry("tʃ", "ʧ"), Map.entry("dʒ", "ʤ"), Map.entry("eɪ", "A"), Map.entry("aɪ", "I"),
            Map.entry("oʊ", "O"),
            Map.entry("əʊ", "O"), Map.entry("aʊ", "W"), Map.entry("ɔɪ", "Y"), Map.entry("ɝ", "ɜɹ"),
            Map.entry("ɚ", "əɹ"),
            Map.entry("ɜː", "ɜɹ"), Map.entry("l̩", "ᵊl"), Map.entry("n̩", "ᵊn"), Map.entry("m̩", "ᵊm"));
    private static final String KNOWN = "AIOQWYTabdfhijklmnpstuvwzæðŋɐɑɒɔəɛɜɡɪɹɾʃʊʌʒʤʧθᵊᵻˈˌ";

    private IpaLetters() {
    }

    /** What is not a sound of English or near one is left out. */
    static String letters(String ipa) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < ipa.length();) {
            int begin = i;
            for (Map.Entry<String, String> entry : TOGETHER) {
                if (ipa.startsWith(entry.getKey(), i)) {
                    out.append(entry.getValue());
                    i += entry.getKey().length();
                    break;
                }
            }
            if (i == begin) {
                out.append(one(ipa.charAt(i++)));
            }
        }
        return out.toString();
    }

    private static String one(char c) {
        return switch (c) {
            case 'g' -> "ɡ";
            case 'r', 'ʁ', 'ɻ', 'ʀ' -> "ɹ";
            case 'e' -> "A";
            case 'o' -> "O";
            case 'ɫ', 'ʎ', 'ɭ' -> "l";
            case 'y' -> "u";
            case 'ø', 'œ' -> "ɜ";
            case 'x', 'χ', 'q' -> "k";
            case 'ç' -> "h";
            case 'ɲ' -> "nj";
            case 'ʔ' -> "t";
            case 'β' -> "v";
            case 'ɣ' -> "ɡ";
            case 'ɨ' -> "ᵻ";
            case '\'', '´' -> "ˈ";
            case ',' -> "ˌ";
            case ' ' -> " ";
            default -> KNOWN.indexOf(c) >= 0 ? String.valueOf(c) : "";
        };
    }
}
