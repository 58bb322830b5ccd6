package dev.likeness.voice.text;

import org.jspecify.annotations.Nullable;

/** Numbers as words, parted by blanks, without hyphens and without an "and". */
final class Numbers {

    private static final String[] SMALL = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine",
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
            "nineteen"};
    private static final String[] TENS = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
            "ninety"};
    private static final String[] GROUPS = {"", "thousand", "million", "billion", "trillion", "quadrillion",
            "quintillion",
            "sextillion", "septillion", "octillion", "nonillion", "decillion"};

    private static final String[] ROMAN_TENS = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
    private static final String[] ROMAN_ONES = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};

    private Numbers() {
    }

    /** A number of digits only; one longer than there are names for, digit by digit. */
    static String cardinal(String digits) {
        String plain = digits.replaceFirst("^0+(?=.)", "");
        if (plain.length() > 3 * GROUPS.length) {
            return digits(digits);
        }
        if (plain.equals("0")) {
            return SMALL[0];
        }
        StringBuilder out = new StringBuilder();
        int groups = (plain.length() + 2) / 3;
        for (int group = groups - 1; group >= 0; group--) {
            int end = plain.length() - 3 * group;
            int value = Integer.parseInt(plain.substring(Math.max(0, end - 3), end));
            if (value > 0) {
                add(out, hundreds(value));
                add(out, GROUPS[group]);
            }
        }
        return out.toString();
    }

    static String cardinal(int value) {
        return cardinal(Integer.toString(value));
    }

    static String ordinal(String digits) {
        return ordinalOf(cardinal(digits));
    }

    /** The words of a cardinal as those of an ordinal. */
    static String ordinalOf(String cardinal) {
        int last = cardinal.lastIndexOf(' ') + 1;
        String word = cardinal.substring(last);
        String ordinal = switch (word) {
            case "one" -> "first";
            case "two" -> "second";
            case "three" -> "third";
            case "five" -> "fifth";
            case "eight" -> "eighth";
            case "nine" -> "ninth";
            case "twelve" -> "twelfth";
            default -> word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
        };
        return cardinal.substring(0, last) + ordinal;
    }

    /** Several of what a number names: {@code nineteen nineties}. */
    static String plural(String words) {
        return words.endsWith("y")
                ? words.substring(0, words.length() - 1) + "ies"
                : words.endsWith("x") ? words + "es" : words + "s";
    }

    /** A year of four digits in pairs, as years are said. */
    static String year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (year < 1000 || year > 9999 || year % 1000 < 10) {
            return cardinal(year);
        }
        if (rest == 0) {
            return cardinal(century) + " hundred";
        }
        return cardinal(century) + (rest < 10 ? " oh " : " ") + cardinal(rest);
    }

    /** Digit by digit. */
    static String digits(String digits) {
        StringBuilder out = new StringBuilder();
        digits.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> add(out, SMALL[c - '0']));
        return out.toString();
    }

    /** A number with grouping commas or a decimal point, perhaps signed. */
    static String decimal(String number) {
        String sign = "";
        String plain = number.replace(",", "").replace("\u202F", "").replace('−', '-').replace('–', '-');
        if (plain.startsWith("-") || plain.startsWith("+")) {
            sign = plain.charAt(0) == '-' ? "minus " : "plus ";
            plain = plain.substring(1);
        }
        int point = plain.indexOf('.');
        if (point < 0) {
            return sign + cardinal(plain);
        }
        String whole = point == 0 ? "zero" : cardinal(plain.substring(0, point));
        return sign + whole + " point " + digits(plain.substring(point + 1));
    }

    /** Parts of a whole: {@code three quarters}; null where they are no common ones. */
    static @Nullable String fraction(int above, int below) {
        if (above < 1 || below < 2 || above >= below || below > 100 || above > 99) {
            return null;
        }
        String name = below == 2 ? "half" : below == 4 ? "quarter" : ordinalOf(cardinal(below));
        String several = below == 2 ? "halves" : name + "s";
        return cardinal(above) + " " + (above == 1 ? name : several);
    }

    private static String hundreds(int value) {
        StringBuilder out = new StringBuilder();
        if (value >= 100) {
            add(out, SMALL[value / 100]);
            add(out, "hundred");
        }
        int rest = value % 100;
        if (rest >= 20) {
            add(out, TENS[rest / 10]);
            rest %= 10;
        }
        if (rest > 0) {
            add(out, SMALL[rest]);
        }
        return out.toString();
    }

    /** The value of a Roman numeral up to 89, which are the ones that count chapters and kings; 0 for what is none. */
    static int roman(String numeral) {
        if (numeral.isEmpty() || numeral.length() > 9 || "IVXL".indexOf(numeral.charAt(0)) < 0) {
            return 0;
        }
        for (int value = 1; value < 90; value++) {
            if (numeral.equals(ROMAN_TENS[value / 10] + ROMAN_ONES[value % 10])) {
                return value;
            }
        }
        return 0;
    }

    private static void add(StringBuilder out, String word) {
        if (!word.isEmpty()) {
            out.append(out.isEmpty() ? "" : " ").append(word);
        }
    }
}
