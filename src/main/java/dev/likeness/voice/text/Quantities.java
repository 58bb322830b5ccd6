package dev.likeness.voice.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Money, measures, ranges, fractions, telephone numbers, years and bare numbers. */
final class Quantities {

    static final String NUMBER = "(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)(?:\\.[0-9]++)?|\\.[0-9]++";
    private static final Pattern PLAIN = Pattern.compile("[-−+]?(?:" + NUMBER + ")");
    private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")[-–−](" + NUMBER + ")(\\D{0,6})");
    private static final Pattern MEASURE = Pattern
            .compile("([-−+]?(?:" + NUMBER + "))([a-zA-Zµμ°%‰¢€£][a-zA-Z/²³°23]{0,4})");
    private static final Pattern MONEY = Pattern.compile("([-−]?)(US\\$|A\\$|C\\$|[$€£¥₹₩₽₿])(" + NUMBER
            + ")(?:[-–](" + NUMBER + "))?(k|K|m|M|mn|b|B|bn|T|tn)?");
    private static final Pattern ORDINAL = Pattern.compile("([0-9]{1,3}(?:,[0-9]{3})*+|[0-9]++)(?:st|nd|rd|th)");
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,2})[/⁄]([0-9]{1,3})");
    private static final Pattern MIXED = Pattern.compile("([0-9]{1,6})([½¼¾⅓⅔⅛])");
    private static final Pattern DECADE = Pattern.compile("'?([0-9]{4}|[0-9]{2})'?s");
    private static final Pattern VERSION = Pattern.compile("([vV]?)([0-9]{1,5}(?:\\.[0-9]{1,5}){1,5}|[0-9]{1,5})");
    private static final Pattern HEIGHT = Pattern.compile("([0-9])['′]([0-9]{1,2})?");
    private static final Pattern TELEPHONE = Pattern
            .compile("\\+?[0-9]{1,4}(?:[-.()/]{1,2}[0-9]{2,4}){2,4}|[0-9]{3}-[0-9]{4}");
    private static final Pattern DIGIT_GROUP = Pattern.compile("\\(?[0-9]{2,4}\\)?(?:-[0-9]{2,4}){0,3}");
    private static final Set<String> OF_YEARS = Set.of("in", "In", "since", "Since", "until", "by", "By", "of", "from",
            "From",
            "year", "during", "circa", "early", "late", "after", "before", "and", "to", "summer", "winter", "spring",
            "fall");
    private static final Set<String> COUNTED = Set.of("people", "men", "women", "children", "million", "billion",
            "thousand",
            "more", "other", "different", "percent");

    private Quantities() {
    }

    /** Says what begins at that part; how many parts it took, 0 when it is nothing of this kind. */
    static int take(List<Object> parts, int at, @Nullable Chunk before, Says says) {
        Chunk chunk = English.chunk(parts, at);
        if (chunk == null || chunk.core().isEmpty()) {
            return 0;
        }
        int taken = Dates.take(parts, at, says);
        String core = chunk.core();
        if (taken > 0 || core.chars().noneMatch(c -> c >= '0' && c <= '9' || c == '½' || c == '¼' || c == '¾')) {
            return taken;
        }
        Chunk next = chunk.trail().isEmpty() ? English.chunk(parts, at + 1) : null;
        String behind = next == null || !next.lead().isEmpty() ? "" : next.core();
        taken = telephone(parts, at, chunk, says);
        taken = taken > 0 ? taken : decade(core, says);
        taken = taken > 0 ? taken : range(core, behind, says);
        taken = taken > 0 ? taken : money(core, behind, says);
        taken = taken > 0 ? taken : measure(chunk, behind, says);
        if (taken > 0) {
            return taken;
        }
        return special(core, chunk, behind, says) ? 1 : number(core, before, behind, says);
    }

    private static int telephone(List<Object> parts, int at, Chunk chunk, Says says) {
        String core = (chunk.lead().endsWith("(") ? "(" : "") + chunk.core() + (chunk.trail().equals(")") ? ")" : "");
        if (TELEPHONE.matcher(core).matches() && !core.matches("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}")) {
            telephone(core, says);
            return 1;
        }
        boolean begins = core.matches("\\+[0-9]{1,3}") || core.matches("\\([0-9]{3}\\)");
        if (!begins) {
            return 0;
        }
        StringBuilder all = new StringBuilder(core);
        int taken = 1;
        while (taken < 6) {
            Chunk next = English.chunk(parts, at + taken);
            String raw = next == null
                    ? ""
                    : (next.lead().equals("(") ? "(" : "") + next.core()
                            + (next.trail().equals(")") ? ")" : "");
            if (!DIGIT_GROUP.matcher(raw).matches()) {
                break;
            }
            all.append(' ').append(raw);
            taken++;
            if (next != null && !next.trail().isEmpty() && !next.trail().equals(")")) {
                break;
            }
        }
        if (taken == 1) {
            return 0;
        }
        telephone(all.toString(), says);
        return taken;
    }

    /** Digits one by one, with a short halt between groups. */
    static void telephone(String written, Says says) {
        boolean first = true;
        for (String group : written.split("[^0-9+]+")) {
            if (!group.isEmpty()) {
                if (!first) {
                    says.mark(',');
                }
                says.words((group.startsWith("+") ? "plus " : "") + Numbers.digits(group));
                first = false;
            }
        }
    }

    private static int money(String core, String behind, Says says) {
        Matcher money = MONEY.matcher(core);
        if (money.matches()) {
            String scale = money.group(5) != null ? Tables.SCALES.get(money.group(5)) : null;
            boolean scaled = scale == null && Set.of("thousand", "million", "billion", "trillion").contains(behind);
            String amount = money.group(3);
            says.words(money.group(1).isEmpty() ? "" : "minus");
            String[] names = Tables.CURRENCIES.get(money.group(2));
            if (money.group(4) != null) {
                says.words(Numbers.decimal(amount) + " to");
                amount = money.group(4);
            }
            amount(amount, scaled ? behind : scale, names, says);
            boolean code = !scaled && Tables.CURRENCIES.containsKey(behind);
            return scaled || code ? 2 : 1;
        }
        String[] names = Tables.CURRENCIES.get(behind);
        if (names != null && PLAIN.matcher(core).matches()) {
            amount(core, null, names, says);
            return 2;
        }
        return 0;
    }

    private static void amount(String number, @Nullable String scale, String @Nullable [] names, Says says) {
        String[] called = names == null ? new String[]{"", "", "", ""} : names;
        String plain = number.replace(",", "");
        int point = plain.indexOf('.');
        if (scale != null) {
            says.words(Numbers.decimal(plain) + " " + scale + " " + called[1]);
        } else if (point >= 0 && plain.length() - point == 3) {
            String whole = point == 0 ? "0" : plain.substring(0, point);
            String part = plain.substring(point + 1);
            boolean none = whole.chars().allMatch(c -> c == '0' || c == '-');
            if (!none || part.equals("00")) {
                says.words(Numbers.decimal(whole) + " " + (whole.equals("1") ? called[0] : called[1]));
            }
            if (!part.equals("00")) {
                says.words((none ? "" : "and ") + Numbers.cardinal(part) + " "
                        + (part.equals("01") ? called[2] : called[3]));
            }
        } else {
            says.words(Numbers.decimal(plain) + " " + (plain.equals("1") ? called[0] : called[1]));
        }
    }

    private static int measure(Chunk chunk, String behind, Says says) {
        String core = chunk.core();
        Matcher glued = MEASURE.matcher(core);
        if (glued.matches()) {
            String unit = glued.group(2);
            String[] names = Tables.UNITS.get(unit);
            if (unit.equals("€") || unit.equals("£")) {
                amount(glued.group(1), null, Tables.CURRENCIES.get(unit), says);
                return 1;
            }
            names = unit.equals("¢") ? new String[]{"cent", "cents"} : names;
            if (names != null) {
                says.words(Numbers.decimal(glued.group(1)) + " " + (glued.group(1).equals("1") ? names[0] : names[1]));
                return 1;
            }
        }
        String[] names = behind.equals("in") ? null : Tables.UNITS.get(behind);
        if (names != null && PLAIN.matcher(core).matches()) {
            says.words(Numbers.decimal(core) + " " + (core.equals("1") ? names[0] : names[1]));
            return 2;
        }
        return 0;
    }

    private static boolean special(String core, Chunk chunk, String behind, Says says) {
        Matcher height = HEIGHT.matcher(core + (chunk.trail().startsWith("'") ? "'" : ""));
        if (height.matches() && chunk.lead().isEmpty()) {
            says.words(Numbers.cardinal(height.group(1)) + (height.group(2) == null
                    ? height.group(1).equals("1")
                            ? " foot"
                            : " feet"
                    : " foot " + Numbers.cardinal(height.group(2))));
            return true;
        }
        Matcher matcher = ORDINAL.matcher(core);
        if (matcher.matches()) {
            says.words(Numbers.ordinal(matcher.group(1).replace(",", "")));
            return true;
        }
        matcher = FRACTION.matcher(core);
        if (matcher.matches()) {
            int above = Integer.parseInt(matcher.group(1));
            int below = Integer.parseInt(matcher.group(2));
            boolean paired = core.equals("24/7") || core.equals("9/11") || above == below;
            String fraction = paired ? null : Numbers.fraction(above, below);
            says.words(fraction != null
                    ? fraction
                    : Numbers.cardinal(above) + (paired ? " " : " over ") + Numbers.cardinal(below));
            return true;
        }
        matcher = MIXED.matcher(core);
        if (matcher.matches()) {
            String part = Signs.named(matcher.group(2).charAt(0));
            says.words(Numbers.cardinal(matcher.group(1)) + " and " + (part.startsWith("one ")
                    ? "a " + part.substring(4)
                    : part));
            return true;
        }
        matcher = VERSION.matcher(core);
        boolean several = core.indexOf('.') != core.lastIndexOf('.');
        if (matcher.matches() && (several || !matcher.group(1).isEmpty())) {
            String[] numbers = matcher.group(2).split("\\.");
            StringBuilder out = new StringBuilder(matcher.group(1).isEmpty() ? "" : "version ");
            for (int i = 0; i < numbers.length; i++) {
                out.append(i == 0 ? "" : numbers.length == 4 ? " dot " : " point ")
                        .append(Numbers.cardinal(numbers[i]));
            }
            says.words(out.toString());
            return true;
        }
        return false;
    }

    private static int decade(String core, Says says) {
        Matcher decade = DECADE.matcher(core);
        if (!decade.matches() || core.length() < 5 && !core.matches("'?[2-9]0s")) {
            return 0;
        }
        String number = decade.group(1);
        says.words(Numbers.plural(number.length() == 2
                ? Numbers.cardinal(number)
                : Numbers.year(Integer.parseInt(number))));
        return 1;
    }

    private static int range(String core, String behind, Says says) {
        Matcher range = RANGE.matcher(core);
        if (!range.matches()) {
            return 0;
        }
        String unit = range.group(3);
        boolean apart = unit.isEmpty() && !behind.equals("in");
        String[] names = Tables.UNITS.get(apart ? behind : unit);
        if (names == null && !unit.isEmpty()) {
            return 0;
        }
        says.words(quantity(range.group(1)) + " to " + quantity(range.group(2)));
        says.words(names == null ? "" : names[1]);
        return apart && names != null ? 2 : 1;
    }

    private static String quantity(String number) {
        return year(number) ? Numbers.year(Integer.parseInt(number)) : Numbers.decimal(number);
    }

    private static int number(String core, @Nullable Chunk before, String behind, Says says) {
        if (!PLAIN.matcher(core).matches()) {
            return 0;
        }
        String called = before == null || !before.trail().isEmpty() ? "" : before.core();
        Matcher part = FRACTION.matcher(behind);
        if (part.matches() && core.length() < 4) {
            String fraction = Numbers.fraction(Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)));
            if (fraction != null) {
                says.words(Numbers.decimal(core) + " and "
                        + (fraction.startsWith("one ") ? "a " + fraction.substring(4) : fraction));
                return 2;
            }
        }
        boolean counts = COUNTED.contains(behind) || behind.length() > 3 && behind.endsWith("s")
                && !behind.endsWith("ss") && behind.equals(behind.toLowerCase(Locale.ROOT));
        if (core.matches("1[1-8][0-9]{2}") && OF_YEARS.contains(called) && !counts || year(core) && !counts) {
            says.words(Numbers.year(Integer.parseInt(core)));
        } else if (core.startsWith("0") && core.length() > 1 && core.indexOf('.') < 0) {
            says.words(Numbers.digits(core));
        } else {
            says.words(Numbers.decimal(core));
        }
        return 1;
    }

    private static boolean year(String number) {
        return number.matches("19[0-9]{2}|20[0-9]{2}");
    }
}
