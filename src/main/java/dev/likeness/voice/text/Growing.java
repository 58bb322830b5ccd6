package dev.likeness.voice.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that is still being written, given sentence by sentence as soon as each is whole. Whether a full stop ends one is
 * often told by the next word, which is waited for. Not for several threads.
 */
public final class Growing {

    /** What has no end by then is cut at a clause or a blank. */
    private static final int LONGEST = 400;
    private static final int SHORTEST = 200;
    /** As much of what follows as may tell what a full stop means. */
    private static final int WORD = 12;
    private static final String CLAUSES = ",;:—–)،、，；：";

    private final StringBuilder text = new StringBuilder();

    /** The sentences that are whole now, without blanks around them. */
    public List<String> add(String more) {
        text.append(more);
        List<String> whole = new ArrayList<>();
        for (int end = end(); end > 0; end = end()) {
            take(end, whole);
        }
        return whole;
    }

    /** The text is at its end: what is left of it. */
    public List<String> end(String last) {
        List<String> whole = add(last);
        take(text.length(), whole);
        return whole;
    }

    private void take(int end, List<String> whole) {
        String sentence = text.substring(0, end).strip();
        text.delete(0, end);
        if (!sentence.isEmpty()) {
            whole.add(sentence);
        }
    }

    /** Behind the first sentence; 0 where that is not known yet. */
    private int end() {
        String known = text.toString();
        int begin = Ends.behindBlanks(known, 0);
        for (int i = begin; i < known.length() && i < begin + LONGEST; i++) {
            char c = known.charAt(i);
            if (Ends.newline(c)) {
                int next = Ends.behindBlanks(known, i);
                if (next + 1 >= known.length()) {
                    return 0;
                }
                if (Ends.endsLine(known, i, i - begin < WORD * 4)) {
                    return next;
                }
            } else if (Ends.stop(c)) {
                int end = Ends.behindStops(known, i, known.length());
                if (!told(known, begin, i, end)) {
                    return 0;
                }
                if (Ends.endsSentence(known, begin, i, end)) {
                    return end;
                }
                i = end - 1;
            }
        }
        return known.length() - begin < LONGEST ? 0 : cut(known, begin);
    }

    /** Whether enough follows to tell what the stop means. */
    private static boolean told(String known, int begin, int stop, int end) {
        if (end >= known.length()) {
            return known.charAt(stop) > 0x2FFF;
        }
        int next = Ends.behindBlanks(known, end);
        if (next == end) {
            return true;
        }
        boolean plain = end == stop + 1 && ".…".indexOf(known.charAt(stop)) < 0;
        if (plain || next >= known.length()) {
            return plain;
        }
        if (known.charAt(stop) != '.' || !Ends.dependsOnNext(known, begin, stop)) {
            return true;
        }
        int word = next;
        while (word < known.length() && Character.isLetter(known.charAt(word))) {
            word++;
        }
        return word < known.length() || word - next >= WORD;
    }

    private static int cut(String known, int begin) {
        int blank = 0;
        for (int i = begin + LONGEST - 1; i > begin + SHORTEST; i--) {
            if (Character.isWhitespace(known.charAt(i))) {
                if (CLAUSES.indexOf(known.charAt(i - 1)) >= 0) {
                    return i;
                }
                blank = Math.max(blank, i);
            }
        }
        int hard = begin + LONGEST - (Character.isHighSurrogate(known.charAt(begin + LONGEST - 1)) ? 1 : 0);
        return blank > 0 ? blank : hard;
    }
}
