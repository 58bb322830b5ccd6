package dev.likeness.voice.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A piece of English text to the words that are said. */
final class English {

    private static final Pattern TAG = Pattern
            .compile("(?i)</?(?:a|b|br|code|div|em|h[1-6]|i|li|ol|p|span|strong|u|ul)(?:\\s[^<>]{0,200})?/?>");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]{1,300})]\\([^()\\s]{1,2000}\\)");
    private static final Set<String> EMOTICONS = Set.of(":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", ":-D", ":P", ":-P",
            ":/",
            ":-/", "<3", "xD", "XD", ":'(", "^^");
    private static final Set<String> REGAL = Set.of("Henry", "Louis", "George", "Edward", "Elizabeth", "Charles",
            "James",
            "William", "Richard", "John", "Paul", "Pius", "Benedict", "Leo", "Peter", "Nicholas", "Alexander",
            "Catherine",
            "Ivan", "Frederick", "Philip", "Napoleon", "Ferdinand", "Gregory", "Innocent", "Urban", "Clement", "Mary",
            "Robert", "Wilhelm", "Francis", "Ramses", "Ramesses", "Pope", "King", "Queen", "Harald", "Gustav");
    private static final Set<String> NUMBERED = Set.of("Chapter", "Part", "Volume", "Act", "Scene", "Section", "Book",
            "Article", "Appendix", "Title", "Phase", "Type", "Level", "Class", "Stage", "War", "chapter", "part",
            "volume",
            "act", "scene", "section", "book", "phase", "type", "level", "stage");

    private final List<Marked.Mark> marks;

    English(List<Marked.Mark> marks) {
        this.marks = marks;
    }

    /** The piece as a sentence, or null when nothing in it is said. */
    @Nullable
    Sentence sentence(Pieces.Piece piece) {
        String text = Marked.written(piece.text(), marks);
        Says says = new Says();
        List<Object> parts = parts(piece.text());
        for (int i = 0; i < parts.size();) {
            i += part(parts, i, says);
        }
        if (!says.spoken()) {
            Emoji.names(text).forEach(says::words);
        }
        return says.spoken() ? new Sentence(text, says.tokens(), piece.pause()) : null;
    }

    /** What stands between blanks, and marks of SSML, in order. */
    private List<Object> parts(String piece) {
        String text = unmarked(Normalizer.normalize(piece, Normalizer.Form.NFC));
        List<Object> parts = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            Marked.Mark mark = Marked.mark(marks, c);
            boolean dash = c == '—' || c == '-' && i < text.length() && text.charAt(i) == '-';
            if (mark != null || dash || Character.isWhitespace(c) || c == 0xA0 || c == 0x202F || Emoji.is(c)
                    || Character.getType(c) == Character.PRIVATE_USE) {
                flush(chunk, parts);
            } else if (Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.CONTROL) {
                chunk.append(plain(c));
                if (c == '…' && i < text.length() && Character.isLetter(text.codePointAt(i))) {
                    flush(chunk, parts);
                }
            }
            if (mark != null) {
                parts.add(mark);
            } else if (dash) {
                parts.add('—');
            }
        }
        flush(chunk, parts);
        return parts;
    }

    /** Without what marks text for a page: common tags of HTML, and the addresses of Markdown's links. */
    private static String unmarked(String text) {
        String plain = text.indexOf('<') < 0 ? text : TAG.matcher(text).replaceAll(" ");
        return plain.contains("](") ? LINK.matcher(plain).replaceAll("$1") : plain;
    }

    private static void flush(StringBuilder chunk, List<Object> parts) {
        if (EMOTICONS.contains(chunk.toString())) {
            chunk.setLength(0);
        }
        if (!chunk.isEmpty()) {
            parts.add(Chunk.of(chunk.toString()));
            chunk.setLength(0);
        }
    }

    /** Letters of other forms, and digits of other scripts, as the plain ones. */
    private static String plain(int c) {
        if (c < 0x250) {
            return Character.toString(c);
        }
        if (c == '’' || c == '‘' || c == 'ʼ') {
            return "'";
        }
        int digit = Character.digit(c, 10);
        if (digit >= 0) {
            return Integer.toString(digit);
        }
        return Character.isLetter(c) || composed(c)
                ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                : c == '‐' || c == '‑' ? "-" : Character.toString(c);
    }

    /** Numbers in circles, Roman ones in one sign, units in a square. */
    private static boolean composed(int c) {
        return Character.getType(c) == Character.LETTER_NUMBER || c >= 0x2070 && c <= 0x2089
                || c >= 0x2460 && c <= 0x249B
                || c >= 0x3380 && c <= 0x33DF;
    }

    private int part(List<Object> parts, int at, Says says) {
        Object part = parts.get(at);
        if (part instanceof Character dash) {
            says.mark(dash);
            return 1;
        }
        if (part instanceof Marked.Mark mark) {
            Marked.say(mark, says);
            return 1;
        }
        Chunk chunk = (Chunk) part;
        if (chunk.opens()) {
            says.mark(',');
        }
        Chunk next = chunk(parts, at + 1);
        Chunk before = chunk(parts, at - 1);
        boolean last = at == parts.size() - 1;
        int taken = Quantities.take(parts, at, before, says);
        if (taken > 0) {
            says.mark(mark(chunk(parts, at + taken - 1), at + taken == parts.size()));
            return taken;
        }
        word(chunk, before, next, last, says);
        return 1;
    }

    static @Nullable Chunk chunk(List<Object> parts, int at) {
        return at >= 0 && at < parts.size() && parts.get(at) instanceof Chunk chunk ? chunk : null;
    }

    private static char mark(@Nullable Chunk chunk, boolean last) {
        char mark = chunk == null ? 0 : chunk.mark();
        return mark == '.' && !last ? ',' : mark;
    }

    private static void word(Chunk chunk, @Nullable Chunk before, @Nullable Chunk next, boolean last, Says says) {
        String core = chunk.core();
        if (core.isEmpty()) {
            says.mark(mark(chunk, last));
            return;
        }
        boolean nextCapital = next != null && !next.core().isEmpty() && Character.isUpperCase(next.core().charAt(0));
        boolean nextNumber = next != null && !next.core().isEmpty() && Character.isDigit(next.core().charAt(0));
        String expanded = shortened(chunk, before, nextCapital, nextNumber);
        if (expanded != null) {
            says.words(expanded);
            says.mark(chunk.dotted() && !last && chunk.trail().length() == 1 ? 0 : mark(chunk, last));
            return;
        }
        String roman = before == null || !before.trail().isEmpty() ? null : roman(core, before.core());
        if (roman != null) {
            says.words(roman);
        } else {
            Mixed.say(core, says);
        }
        boolean initial = chunk.dotted() && !last && (core.length() == 1 || core.indexOf('.') > 0);
        says.mark(initial && chunk.trail().length() == 1 ? 0 : mark(chunk, last));
    }

    private static @Nullable String shortened(Chunk chunk, @Nullable Chunk before, boolean nextCapital,
            boolean nextNumber) {
        String core = chunk.core();
        if (core.equals("St") || core.equals("Dr") && chunk.dotted() && !nextCapital) {
            return nextCapital ? "Saint" : core.equals("St") ? "Street" : before == null ? "Doctor" : "Drive";
        }
        if (core.equals("No") || core.equals("Nos") || core.equals("no")) {
            return chunk.dotted() && nextNumber ? "number" : null;
        }
        if (core.equals("p")) {
            return chunk.dotted() && nextNumber ? "page" : null;
        }
        if (core.equals("w/")) {
            return "with";
        }
        if (core.equals("w/o")) {
            return "without";
        }
        boolean titled = Set.of("Mr", "Mrs", "Ms", "Dr", "Prof", "Jr", "Sr", "vs", "etc", "Blvd", "Ltd").contains(core);
        if (chunk.dotted() && Tables.MONTHS.containsKey(core) && core.length() > 2) {
            return Tables.MONTHS.get(core);
        }
        return chunk.dotted() || titled ? Tables.SHORT.get(core) : null;
    }

    private static @Nullable String roman(String core, String before) {
        boolean numbered = NUMBERED.contains(before);
        if (before.isEmpty() || !numbered && (core.length() < 2 && !REGAL.contains(before)
                || !Character.isUpperCase(before.charAt(0)))) {
            return null;
        }
        int value = Numbers.roman(core);
        if (value < 1 || !numbered && core.equals("X") || core.equals("I") && before.equals("King")) {
            return null;
        }
        return REGAL.contains(before) ? "the " + Numbers.ordinal(Integer.toString(value)) : Numbers.cardinal(value);
    }
}
