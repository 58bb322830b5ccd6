package dev.likeness.voice.phoneme;

/** The letters of the nets' alphabet, each one sound, as {@link dev.likeness.voice.Phone} names sounds. */
public final class PhoneNames {

    private PhoneNames() {
    }

    /** The sound's name in the International Phonetic Alphabet; empty for marks, blanks and what is no sound. */
    public static String ipa(int codePoint) {
        return switch (codePoint) {
            case 'A' -> "eɪ";
            case 'I' -> "aɪ";
            case 'O' -> "oʊ";
            case 'Q' -> "əʊ";
            case 'W' -> "aʊ";
            case 'Y' -> "ɔɪ";
            case 'T' -> "ɾ";
            case 'ʤ' -> "dʒ";
            case 'ʧ' -> "tʃ";
            case 'ʣ' -> "dz";
            case 'ʦ' -> "ts";
            case 'ᵻ' -> "ɪ";
            case 'ᵊ' -> "ə";
            case 'g' -> "ɡ";
            case 'r' -> "ɹ";
            default -> "abdefhijklmnopstuvwxzæðŋɐɑɒɔəɚɛɜɡɪɹɾʃʊʌʒʔθ".indexOf(codePoint) >= 0
                    ? Character.toString(codePoint)
                    : "";
        };
    }
}
