package dev.likeness.voice.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days of the calendar and times of the day. */
final class Dates {

    private static final Pattern ISO = Pattern.compile("([0-9]{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])"
            + "(?:T([0-9]{2}):([0-9]{2})(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?Z?)?");
    private static final Pattern SLASHED = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})");
    private static final Pattern DOTTED = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})");
    private static final Pattern DAY = Pattern.compile("(0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?");
    private static final Pattern YEAR = Pattern.compile("1[0-9]{3}|20[0-9]{2}");
    private static final Pattern CLOCK = Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
            + "([aApP]\\.?[mM]\\.?)?");
    private static final Pattern HOUR = Pattern.compile("(1[0-2]|[1-9])([aApP])\\.?[mM]");
    private static final Pattern HALF = Pattern.compile("([aApP])\\.?[mM]\\.?");
    private static final Pattern RATIO = Pattern.compile("([0-9]{1,4}):([0-9]{1,4})");

    private Dates() {
    }

    static int take(List<Object> parts, int at, Says says) {
        Chunk chunk = English.chunk(parts, at);
        Chunk next = English.chunk(parts, at + 1);
        if (chunk == null) {
            return 0;
        }
        String core = chunk.core();
        if (Character.isDigit(core.codePointAt(0))) {
            return clock(core, chunk, next, says)
                    ? half(core, chunk, next)
                    : numeric(core, says)
                            ? 1
                            : dayMonth(parts, at, chunk, next, says);
        }
        return monthDay(parts, at, chunk, next, says);
    }

    private static boolean numeric(String core, Says says) {
        Matcher date = ISO.matcher(core);
        if (date.matches()) {
            day(date.group(2), date.group(3), date.group(1), says);
            if (date.group(4) != null) {
                says.mark(',');
                time(Integer.parseInt(date.group(4)), Integer.parseInt(date.group(5)), "", says);
            }
            return true;
        }
        date = SLASHED.matcher(core);
        date = date.matches() ? date : DOTTED.matcher(core);
        if (!date.matches()) {
            return false;
        }
        int first = Integer.parseInt(date.group(1));
        int second = Integer.parseInt(date.group(2));
        boolean dayFirst = first > 12 || core.indexOf('.') > 0;
        int month = dayFirst ? second : first;
        int day = dayFirst ? first : second;
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return false;
        }
        String year = date.group(3).length() == 2
                ? (date.group(3).compareTo("50") < 0 ? "20" : "19") + date.group(3)
                : date.group(3);
        day(Integer.toString(month), Integer.toString(day), year, says);
        return true;
    }

    private static void day(String month, String day, String year, Says says) {
        String name = Tables.MONTHS.get(month.replaceFirst("^0", ""));
        says.words(name + " " + Numbers.ordinal(day));
        says.mark(',');
        says.words(Numbers.year(Integer.parseInt(year)));
    }

    /** {@code 29 Nov 2026}. */
    private static int dayMonth(List<Object> parts, int at, Chunk chunk, @Nullable Chunk next, Says says) {
        Matcher day = DAY.matcher(chunk.core());
        String month = next == null || next.core().length() < 3 ? null : Tables.MONTHS.get(next.core());
        if (month == null || next == null || !day.matches() || !chunk.trail().isEmpty()) {
            return 0;
        }
        Chunk before = English.chunk(parts, at - 1);
        boolean article = before != null && (before.core().equals("the") || before.core().equals("The"));
        says.words((article ? "" : "the ") + Numbers.ordinal(day.group(1)) + " of " + month);
        return 2 + year(parts, at + 2, next, says);
    }

    /** {@code Nov. 29th, 2026}; a month shortened without a full stop counts only before a number. */
    private static int monthDay(List<Object> parts, int at, Chunk chunk, @Nullable Chunk next, Says says) {
        String month = chunk.core().length() < 3 ? null : Tables.MONTHS.get(chunk.core());
        if (month == null || next == null || !(chunk.trail().isEmpty() || chunk.trail().equals("."))) {
            return 0;
        }
        Matcher day = DAY.matcher(next.core());
        if (day.matches()) {
            says.words(month + " " + Numbers.ordinal(day.group(1)));
            return 2 + year(parts, at + 2, next, says);
        }
        if (YEAR.matcher(next.core()).matches()) {
            says.words(month + " " + Numbers.year(Integer.parseInt(next.core())));
            return 2;
        }
        return 0;
    }

    private static int year(List<Object> parts, int at, Chunk before, Says says) {
        Chunk chunk = English.chunk(parts, at);
        if (chunk == null || !YEAR.matcher(chunk.core()).matches()
                || !(before.trail().isEmpty() || before.trail().equals(",") || before.trail().equals("."))) {
            return 0;
        }
        says.mark(',');
        says.words(Numbers.year(Integer.parseInt(chunk.core())));
        return 1;
    }

    private static boolean clock(String core, Chunk chunk, @Nullable Chunk next, Says says) {
        Matcher clock = CLOCK.matcher(core);
        if (clock.matches()) {
            String half = clock.group(4) != null ? clock.group(4) : behind(chunk, next);
            time(Integer.parseInt(clock.group(1)), Integer.parseInt(clock.group(2)), half, says);
            if (clock.group(3) != null && half.isEmpty()) {
                says.words("and " + Numbers.cardinal(clock.group(3)) + " seconds");
            }
            return true;
        }
        Matcher hour = HOUR.matcher(core);
        boolean alone = core.matches("1[0-2]|[1-9]") && !behind(chunk, next).isEmpty();
        if (hour.matches() || alone) {
            String half = alone ? behind(chunk, next) : hour.group(2);
            says.words(Numbers.cardinal(alone ? core : hour.group(1)));
            half(half, says);
            return true;
        }
        Matcher ratio = RATIO.matcher(core);
        if (ratio.matches()) {
            says.words(Numbers.cardinal(ratio.group(1)) + " to " + Numbers.cardinal(ratio.group(2)));
            return true;
        }
        return false;
    }

    private static String behind(Chunk chunk, @Nullable Chunk next) {
        return next != null && chunk.trail().isEmpty() && HALF.matcher(next.core()).matches() ? next.core() : "";
    }

    private static int half(String core, Chunk chunk, @Nullable Chunk next) {
        boolean within = core.matches(".*[aApP]\\.?[mM]\\.?");
        return within || behind(chunk, next).isEmpty() ? 1 : 2;
    }

    private static void time(int hour, int minute, String half, Says says) {
        String hours = Numbers.cardinal(hour);
        if (minute == 0 && half.isEmpty()) {
            says.words(hour == 0 ? "midnight" : hour > 12 ? hours + " hundred" : hours + " o'clock");
        } else {
            says.words(hours + (minute == 0
                    ? ""
                    : minute < 10
                            ? " oh " + Numbers.cardinal(minute)
                            : " " + Numbers.cardinal(minute)));
        }
        half(half, says);
    }

    private static void half(String half, Says says) {
        if (!half.isEmpty()) {
            says.spelled(half.substring(0, 1) + "m");
        }
    }
}
