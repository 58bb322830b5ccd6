package dev.likeness.voice.text;

import java.util.Set;

/** Where a sentence ends, and where a full stop only ends a shortened word. */
final class Ends {

    private static final String STOPS = ".!?…‽。！？｡؟۔।॥";
    private static final String CLOSERS = "\"'”’»)]}*_`›」』）";
    private static final int LONGEST_SHORT = 12;

    /** Shortened words that something always follows. */
    private static final Set<String> NEVER = Set.of("Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Gen", "Col", "Sgt", "Capt",
            "Lt", "Cmdr", "Sen", "Gov", "Hon", "Messrs", "Mme", "Mlle", "vs", "Vs", "Fig", "Figs", "Vol", "approx",
            "Approx",
            "e.g", "i.e", "E.g", "I.e", "cf", "viz", "ca", "Mt", "pp", "Pres", "Supt", "Cpl", "Pvt", "Adm", "Maj");
    /** Those that may stand at the end, which the next word tells. */
    private static final Set<String> OFTEN = Set.of("St", "Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "etc", "a.m", "p.m",
            "A.M",
            "P.M", "Ave", "Blvd", "Rd", "Dept", "Est", "est", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept",
            "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Ph.D", "al",
            "Bros",
            "No", "Nos", "no", "Ch", "Sec", "p", "Ft", "min", "max", "avg", "incl", "excl", "tel", "Tel", "ext", "Ext",
            "hr", "hrs", "lb", "lbs", "oz", "ft", "in", "yd", "Univ", "Assn", "Art", "Op", "Esq", "misc", "resp", "sq");
    private static final Set<String> STARTERS = Set.of("The", "It", "He", "She", "They", "We", "I", "You", "In", "But",
            "And",
            "This", "That", "These", "Those", "A", "An", "However", "There", "Then", "What", "When", "Where", "Why",
            "How",
            "Who", "If", "So", "My", "Your", "His", "Her", "Our", "Their", "On", "At", "For", "After", "As", "Please",
            "Now", "Yes", "No", "Its", "Here", "Some", "Today", "Let", "Do", "Is", "Are", "Can", "With", "Not");
    /** With a capital behind the ordinal of a day; of other languages they are written small, or the day as in English. */
    private static final Set<String> GERMAN_MONTHS = Set.of("Januar", "Jänner", "Februar", "Feber", "März", "April",
            "Mai",
            "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember");

    private Ends() {
    }

    static boolean stop(char c) {
        return STOPS.indexOf(c) >= 0;
    }

    static boolean newline(char c) {
        return c == '\n' || c == '\u2028' || c == '\u2029';
    }

    static int behindBlanks(String text, int begin) {
        int at = begin;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00A0'
                || text.charAt(at) == Marked.SENTENCE || text.charAt(at) == '\uFEFF')) {
            at++;
        }
        return at;
    }

    /** Behind the stops that begin there and the quotes and brackets that close behind them. */
    static int behindStops(String text, int begin, int limit) {
        int at = begin;
        while (at < limit && stop(text.charAt(at))) {
            at++;
        }
        while (at < limit && CLOSERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    static boolean endsSentence(String text, int begin, int stop, int end) {
        char sign = text.charAt(stop);
        if (end >= text.length() || sign > 0x2FFF || sign == '۔' || sign == '।' || sign == '॥') {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '\u00A0') {
            // Between them stands a mark of SSML, or what follows is glued on, as in a number or an address.
            return text.codePointAt(end) >= Marked.FIRST;
        }
        int next = behindBlanks(text, end);
        if (next >= text.length()) {
            return true;
        }
        boolean lower = Character.isLowerCase(text.codePointAt(next));
        if (text.startsWith("..", stop) || sign == '…'
                || end > stop + 1 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
            return !lower;
        }
        return sign != '.' || !shortened(text, begin, stop, next);
    }

    /** Whether it takes the next word to tell what a full stop means. */
    static boolean dependsOnNext(String text, int begin, int stop) {
        int from = wordBefore(text, begin, stop);
        String word = text.substring(from, stop);
        return OFTEN.contains(word) || word.length() == 1 || word.length() < 4 && word.chars().allMatch(
                Character::isDigit) || dotted(word);
    }

    private static int wordBefore(String text, int begin, int stop) {
        int from = stop;
        while (from > begin && stop - from < LONGEST_SHORT && (Character.isLetterOrDigit(text.charAt(from - 1))
                || text.charAt(from - 1) == '.')) {
            from--;
        }
        return from;
    }

    private static boolean shortened(String text, int begin, int stop, int next) {
        int from = wordBefore(text, begin, stop);
        String word = text.substring(from, stop);
        if (from == begin && !word.isEmpty() && word.length() < 4 && word.chars().allMatch(Character::isDigit)) {
            return true;
        }
        if (NEVER.contains(word)) {
            return true;
        }
        boolean lower = Character.isLowerCase(text.charAt(next));
        if (!word.isEmpty() && word.length() < 3 && word.chars().allMatch(Character::isDigit)) {
            return lower || GERMAN_MONTHS.contains(word(text, next));
        }
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        boolean dotted = word.length() > 2 && word.length() % 2 == 1 && dotted(word);
        if (word.equals("No") || word.equals("Nos") || word.equals("no") || word.equals("p") || word.equals("Ch")) {
            return Character.isDigit(text.charAt(next));
        }
        if (initial) {
            return lower
                    || Character.isUpperCase(text.charAt(next)) && !starter(text, next) && named(text, begin, from);
        }
        return (OFTEN.contains(word) || dotted) && (lower || !starter(text, next));
    }

    private static boolean dotted(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (i % 2 == 0 ? !Character.isLetter(word.charAt(i)) : word.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    /** Whether a letter with a full stop is part of a name: at the beginning, or behind a capital or another such letter. */
    private static boolean named(String text, int begin, int from) {
        int at = from;
        while (at > begin && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        if (at == begin || text.charAt(at - 1) == '.') {
            return true;
        }
        int word = at;
        while (word > begin && Character.isLetter(text.charAt(word - 1))) {
            word--;
        }
        String before = text.substring(word, at);
        return !before.isEmpty() && (Character.isUpperCase(before.charAt(0))
                && !Set.of("Plan", "Vitamin", "Grade", "Class",
                        "Type", "Option", "Section", "Appendix", "Hepatitis", "Group", "Team").contains(before)
                || Set.of("and", "by", "of", "with", "to", "from", "the").contains(before));
    }

    private static boolean starter(String text, int begin) {
        return STARTERS.contains(word(text, begin));
    }

    private static String word(String text, int begin) {
        int end = begin;
        while (end < text.length() && end - begin < LONGEST_SHORT && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(begin, end);
    }

    /** Whether a line ends here as a sentence does: before a blank line, an item of a list, or a capital behind a short line. */
    static boolean endsLine(String text, int newline, boolean shortLine) {
        int lines = 0;
        int at = newline;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            lines += newline(text.charAt(at)) ? 1 : 0;
            at++;
        }
        if (at >= text.length() || lines > 1 || text.charAt(newline) == '\u2029') {
            return true;
        }
        char c = text.charAt(at);
        boolean blank = at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1));
        return "•‣▪◦#>|".indexOf(c) >= 0 || "-*–+".indexOf(c) >= 0 && blank
                || Character.isDigit(c) && at + 1 < text.length() && ".)".indexOf(text.charAt(at + 1)) >= 0
                || shortLine && !Character.isLowerCase(c) && Character.isLetter(c);
    }
}
