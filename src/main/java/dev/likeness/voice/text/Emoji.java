package dev.likeness.voice.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small pictures among letters: passed over beside words, named by Unicode's names where there are none. */
final class Emoji {

    private static final int FLAG_A = 0x1F1E6;
    /** So many are named; more would be noise. */
    private static final int MOST = 8;

    private Emoji() {
    }

    static boolean is(int c) {
        return c >= 0x2300 && (Character.isExtendedPictographic(c) || Character.isEmojiPresentation(c)) || flag(c)
                || joins(c);
    }

    /** The names of those in the text, those that follow themselves once. */
    static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        int[] all = text.codePoints().filter(c -> is(c) && !joins(c)).toArray();
        for (int i = 0; i < all.length && names.size() < MOST; i++) {
            String name = flag(all[i]) && i + 1 < all.length && flag(all[i + 1])
                    ? flagOf(all[i], all[++i])
                    : name(all[i]);
            if (!name.isEmpty() && (names.isEmpty() || !names.getLast().equals(name))) {
                names.add(name);
            }
        }
        return names;
    }

    private static String name(int c) {
        if (c == 0x2764) {
            return "heart";
        }
        String name = Character.getName(c);
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip();
    }

    private static String flagOf(int first, int second) {
        String code = "" + (char) ('A' + first - FLAG_A) + (char) ('A' + second - FLAG_A);
        return "flag of " + Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    private static boolean flag(int c) {
        return c >= FLAG_A && c < FLAG_A + 26;
    }

    /** Joiners, colours of skin and forms of a sign, which say nothing by themselves. */
    private static boolean joins(int c) {
        return c == 0x200D || c >= 0xFE00 && c <= 0xFE0F || c >= 0x1F3FB && c <= 0x1F3FF || c == 0x20E3
                || c >= 0xE0020 && c <= 0xE007F;
    }
}
