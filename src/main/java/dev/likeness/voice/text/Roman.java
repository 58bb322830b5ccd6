package dev.likeness.voice.text;

/** Roman numerals up to 89, which are the ones that count chapters and kings. */
final class Roman {

    private static final String[] TENS = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
    private static final String[] ONES = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};

    private Roman() {
    }

    /** Its value, or 0 for what is none. */
    static int value(String numeral) {
        if (numeral.isEmpty() || numeral.length() > 9 || "IVXL".indexOf(numeral.charAt(0)) < 0) {
            return 0;
        }
        for (int value = 1; value < 90; value++) {
            if (numeral.equals(TENS[value / 10] + ONES[value % 10])) {
                return value;
            }
        }
        return 0;
    }
}
