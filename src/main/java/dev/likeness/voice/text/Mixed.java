package dev.likeness.voice.text;

/** Words, addresses, and what is made of letters, digits and signs. */
final class Mixed {

    private static final String ENDINGS = " com org net edu gov io ai dev co uk de fr app info me tv ";

    private Mixed() {
    }

    static void say(String core, Says says) {
        if (core.equals("C#") || core.equals("F#")) {
            says.words(core.charAt(0) + " sharp");
        } else if (address(core)) {
            address(core, says);
        } else if (core.length() > 1 && core.charAt(0) == '#' && Character.isDigit(core.charAt(1))) {
            says.words("number");
            say(core.substring(1), says);
        } else if (core.length() > 1 && core.charAt(0) == '#') {
            says.words("hashtag");
            runs(core.substring(1).replace('_', ' '), says, false);
        } else {
            runs(core, says, false);
        }
    }

    private static boolean address(String core) {
        if (core.contains("://") || core.startsWith("www.") || core.indexOf('@') > 0) {
            return true;
        }
        int slash = core.indexOf('/');
        String host = slash < 0 ? core : core.substring(0, slash);
        int dot = host.lastIndexOf('.');
        return dot > 1 && ENDINGS.contains(" " + host.substring(dot + 1) + " ");
    }

    private static void address(String core, Says says) {
        int scheme = core.indexOf("://");
        String rest = scheme < 0 ? core : core.substring(scheme + 3);
        if (rest.startsWith("www.")) {
            says.spelled("www");
            says.words("dot");
            rest = rest.substring(4);
        }
        runs(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest, says, true);
    }

    /** Runs of letters and of digits, and the signs between them. */
    private static void runs(String text, Says says, boolean address) {
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int end = i + Character.charCount(c);
            if (Character.isLetter(c) && c < 0x370 || c > 0x3FF && Character.isLetter(c)) {
                end = letters(text, i);
                letters(text.substring(i, end), end - i < text.length(), says);
            } else if (c >= '0' && c <= '9') {
                while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                    end++;
                }
                String digits = text.substring(i, end);
                says.words(digits.length() > 4 && address || digits.charAt(0) == '0' && digits.length() > 1
                        ? Numbers.digits(digits)
                        : Numbers.cardinal(digits));
            } else {
                sign(text, i, c, says, address);
            }
            i = end;
        }
    }

    private static void letters(String word, boolean joined, Says says) {
        if (word.contains(".") || joined && word.equalsIgnoreCase("a")) {
            says.spelled(word.replace(".", ""));
        } else {
            says.words(word);
        }
    }

    /** Behind the letters that begin there, with apostrophes within and full stops between single letters. */
    private static int letters(String text, int begin) {
        int at = begin;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean within = at > begin && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
            boolean single = c == '.' && within && (at + 2 >= text.length() || !Character.isLetter(text.charAt(at + 2)))
                    && (at - begin) % 2 == 1 && (at < begin + 2 || text.charAt(at - 2) == '.');
            if (!Character.isLetter(c) && !(within && c == '\'') && !single) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static void sign(String text, int at, int c, Says says, boolean address) {
        boolean between = at > 0 && at + 1 < text.length();
        if (c == '/' && between && !address && Character.isLetter(text.charAt(at - 1))) {
            String before = text.substring(0, at);
            says.words(before.equals("and")
                    ? ""
                    : before.equals("he") || before.equals("she") || before.equals("his")
                            ? "or"
                            : "slash");
        } else if (c == '-' && !address) {
            if (at == 0 && text.length() > 1 && Character.isDigit(text.charAt(1))
                    || between && text.indexOf('=') > 0 && Character.isDigit(text.charAt(at + 1))) {
                says.words("minus");
            } else if (text.length() == 1) {
                says.mark('—');
            }
        } else if (c == '–' || c == '‐') {
            if (between && Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at + 1))) {
                says.words("to");
            } else if (text.length() == 1) {
                says.mark('—');
            }
        } else if (c == '.' || c == ':' || c == '?' || c == '_' || c == '~') {
            says.words(c == '.' && text.length() > 1 && at + 1 < text.length() || address
                    ? c == ':'
                            ? "colon"
                            : Signs.named(c)
                    : "");
        } else if (c == '*') {
            says.words(between && Character.isDigit(text.charAt(at - 1)) ? "times" : "");
        } else if (c == '<' || c == '>') {
            says.words(text.length() == 1 || between && !Character.isLetter(text.charAt(at + 1)) ? Signs.named(c) : "");
        } else {
            says.words(Signs.named(c));
        }
    }
}
