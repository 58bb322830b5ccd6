package dev.likeness.voice.text;

import java.util.Locale;

/** Signs that have a name. */
final class Signs {

    private Signs() {
    }

    /** What a sign is called among words, in sums and in addresses; empty for what is not said. */
    static String named(int c) {
        return switch (c) {
            case '&' -> "and";
            case '@' -> "at";
            case '#' -> "hash";
            case '+' -> "plus";
            case '=' -> "equals";
            case '%' -> "percent";
            case '/' -> "slash";
            case '\\' -> "backslash";
            case '<' -> "less than";
            case '>' -> "greater than";
            case '×', '*', '⋅' -> "times";
            case '÷' -> "divided by";
            case '−' -> "minus";
            case '±' -> "plus or minus";
            case '≤' -> "less than or equal to";
            case '≥' -> "greater than or equal to";
            case '≈' -> "approximately equals";
            case '≠' -> "does not equal";
            case '√' -> "square root of";
            case '∞' -> "infinity";
            case '°' -> "degrees";
            case '§' -> "section";
            case '©' -> "copyright";
            case '→' -> "to";
            case '$' -> "dollar";
            case '€' -> "euro";
            case '£' -> "pound";
            case '¥' -> "yen";
            case '¢' -> "cent";
            case '½' -> "one half";
            case '¼' -> "one quarter";
            case '¾' -> "three quarters";
            case '⅓' -> "one third";
            case '⅔' -> "two thirds";
            case '⅛' -> "one eighth";
            case '⅜' -> "three eighths";
            case '⅝' -> "five eighths";
            case '⅞' -> "seven eighths";
            case '⅕' -> "one fifth";
            case '⅙' -> "one sixth";
            case '²' -> "squared";
            case '³' -> "cubed";
            case '^' -> "to the power of";
            case 'µ', 'μ' -> "mu";
            case '_' -> "underscore";
            case '-' -> "dash";
            case '.' -> "dot";
            case '~' -> "tilde";
            case '?' -> "question mark";
            default -> c >= 0x370 && c < 0x400 && Character.isLetter(c)
                    ? greek(c)
                    : Character.getType(c) == Character.CURRENCY_SYMBOL ? last(c) : "";
        };
    }

    private static String greek(int c) {
        String name = last(Character.toLowerCase(c));
        return name.equals("tonos") ? "" : name.equals("lamda") ? "lambda" : name;
    }

    private static String last(int c) {
        String name = Character.getName(c);
        if (name == null) {
            return "";
        }
        String plain = name.replace(" SIGN", "").replace(" WITH TONOS", "").toLowerCase(Locale.ROOT).replace('-', ' ');
        return plain.substring(plain.lastIndexOf(' ') + 1);
    }
}
