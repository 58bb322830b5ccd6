package dev.likeness.voice.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SSML to text with marks. A scanner of its own, since a parser of XML would have to be kept from the document types and
 * entities it knows: here there are none. Pauses, sounds, and ways to read are heeded; other elements only let their text
 * through.
 */
final class Ssml {

    private static final double LONGEST_BREAK = 10;
    /** From here on a break parts sentences, as the sum of shorter ones does that a sentence holds: both are seconds. */
    private static final double PARTING_BREAK = 2;
    private static final double MOST_REST = 10;
    /** A mark is one sign of a sentence, which is why it must not hold a book. */
    private static final int MOST_WRITTEN = 250;
    private static final int DEEPEST = 64;
    private static final String PARAGRAPH = "\n\n";
    private static final String SENTENCE = String.valueOf(Marked.SENTENCE);

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final List<Marked.Mark> marks = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;
    private double rested;

    /** An element whose end has not come, and where its text began. */
    private record Open(SsmlTag tag, int begin) {
    }

    private Ssml(String source) {
        this.source = source;
    }

    /** @throws UnsayableException when it begins as SSML and goes on otherwise */
    static Marked read(String text) {
        int begin = 0;
        while (begin < text.length()
                && (Character.isWhitespace(text.charAt(begin)) || text.charAt(begin) == '\uFEFF')) {
            begin++;
        }
        boolean prolog = text.startsWith("<?xml", begin);
        int speak = prolog ? text.indexOf("<speak", begin) : begin;
        if (speak < 0 || !text.startsWith("<speak", speak) || speak + 6 >= text.length()
                || "> \t\r\n/".indexOf(text.charAt(speak + 6)) < 0) {
            return new Marked(text, List.of());
        }
        return new Ssml(text.substring(begin)).whole();
    }

    private Marked whole() {
        boolean begun = false;
        while (at < source.length()) {
            if (begun && open.isEmpty()) {
                rest();
                break;
            }
            char c = source.charAt(at);
            if (c == '<') {
                markup();
                begun = begun || !open.isEmpty();
            } else if (open.isEmpty()) {
                at++;
            } else if (c == '&') {
                entity();
            } else {
                append(source.codePointAt(at));
                at += Character.charCount(source.codePointAt(at));
            }
        }
        if (!open.isEmpty()) {
            throw malformed("<" + open.peek().tag().name() + "> has no end");
        }
        return new Marked(out.toString(), List.copyOf(marks));
    }

    private void rest() {
        String rest = source.substring(at).strip();
        if (!rest.isEmpty() && !rest.startsWith("<!--")) {
            throw malformed("there is text behind </speak>");
        }
        at = source.length();
    }

    private void rest(double seconds) {
        if (seconds >= PARTING_BREAK || rested + seconds > MOST_REST) {
            out.append(SENTENCE);
            rested = 0;
        }
        rested += seconds;
        add(new Marked.Break(seconds));
    }

    private void markup() {
        if (source.startsWith("<!--", at)) {
            at = behind("-->");
        } else if (source.startsWith("<![CDATA[", at)) {
            int end = behind("]]>");
            source.substring(at + 9, end - 3).codePoints().forEach(this::append);
            at = end;
        } else if (source.startsWith("<!", at)) {
            throw malformed("document types are not read");
        } else if (source.startsWith("<?", at)) {
            at = behind("?>");
        } else {
            SsmlTag tag = SsmlTag.read(source, at);
            at = tag.end();
            if (tag.closes()) {
                close(tag.name());
            } else {
                begin(tag);
            }
        }
    }

    private void begin(SsmlTag tag) {
        if (open.size() >= DEEPEST) {
            throw malformed("elements are nested too deep");
        }
        switch (tag.name()) {
            case "break" -> rest(seconds(tag.attributes()));
            case "p", "paragraph" -> out.append(PARAGRAPH);
            case "s", "sentence" -> out.append(SENTENCE);
            default -> {
            }
        }
        open.push(new Open(tag, out.length()));
        if (tag.empty()) {
            close(tag.name());
        }
    }

    private void close(String name) {
        Open opened = open.peek();
        if (opened == null || !opened.tag().name().equals(name)) {
            throw malformed(opened == null
                    ? "</" + name + "> was never begun"
                    : "</" + name + "> stands where </" + opened.tag().name() + "> should");
        }
        open.pop();
        Map<String, String> attributes = opened.tag().attributes();
        switch (name) {
            case "p", "paragraph" -> out.append(PARAGRAPH);
            case "s", "sentence" -> out.append(SENTENCE);
            case "phoneme" -> replace(opened.begin(), sounds(attributes, few(name, inside(opened.begin()))));
            case "say-as" -> {
                Marked.Kind kind = kind(attributes.getOrDefault("interpret-as", ""));
                String written = inside(opened.begin());
                if (kind != null && !written.isEmpty()) {
                    replace(opened.begin(), new Marked.SayAs(few(name, written), kind));
                }
            }
            case "sub" -> {
                String alias = attributes.get("alias");
                if (alias != null) {
                    out.setLength(opened.begin());
                    alias.codePoints().forEach(this::append);
                }
            }
            case "desc", "metadata" -> out.setLength(opened.begin());
            default -> {
            }
        }
    }

    private Marked.Sounds sounds(Map<String, String> attributes, String written) {
        String alphabet = attributes.getOrDefault("alphabet", "ipa");
        if (!alphabet.equalsIgnoreCase("ipa")) {
            throw malformed("<phoneme> is understood with alphabet=\"ipa\" only, not \"" + alphabet + "\"");
        }
        String ipa = attributes.getOrDefault("ph", "").strip();
        if (ipa.isEmpty()) {
            throw malformed("<phoneme> needs its sounds as ph=\"…\"");
        }
        return new Marked.Sounds(written, few("phoneme", ipa));
    }

    private String inside(int begin) {
        return Marked.written(out.substring(begin), marks);
    }

    private static String few(String element, String text) {
        if (text.length() > MOST_WRITTEN) {
            throw malformed("<" + element + "> is for a few words, at most " + MOST_WRITTEN + " characters");
        }
        return text;
    }

    private void replace(int begin, Marked.Mark mark) {
        out.setLength(begin);
        add(mark);
    }

    private void add(Marked.Mark mark) {
        if (marks.size() >= Marked.MOST) {
            throw malformed("there are more marks than can be read");
        }
        out.appendCodePoint(Marked.FIRST + marks.size());
        marks.add(mark);
    }

    /** Lines are the writer's business here; sentences and paragraphs have elements of their own. */
    private void append(int c) {
        if (c == '.' || c == '!' || c == '?') {
            rested = 0;
        }
        if (c < Marked.FIRST && c != Marked.SENTENCE) {
            out.appendCodePoint(c == '\n' || c == '\r' ? ' ' : c);
        }
    }

    private void entity() {
        int end = source.indexOf(';', at, Math.min(source.length(), at + 11));
        String decoded = end < 0 ? null : SsmlTag.entity(source.substring(at + 1, end));
        if (decoded == null) {
            throw malformed("a sign & has to be written &amp;");
        }
        decoded.codePoints().forEach(this::append);
        at = end + 1;
    }

    private int behind(String end) {
        int found = source.indexOf(end, at);
        if (found < 0) {
            throw malformed("\"" + end + "\" is missing");
        }
        return found + end.length();
    }

    static UnsayableException malformed(String why) {
        return new UnsayableException("The SSML is malformed: " + why + ".");
    }

    private static double seconds(Map<String, String> attributes) {
        String time = attributes.get("time");
        if (time == null) {
            return switch (attributes.getOrDefault("strength", "medium")) {
                case "none" -> 0;
                case "x-weak" -> .1;
                case "weak" -> .25;
                case "medium" -> .5;
                case "strong" -> .8;
                case "x-strong" -> 1.2;
                default -> throw malformed("a break has no strength \"" + attributes.get("strength") + "\"");
            };
        }
        String lower = time.strip().toLowerCase(Locale.ROOT);
        boolean thousandths = lower.endsWith("ms");
        String number = lower.endsWith("s") ? lower.substring(0, lower.length() - (thousandths ? 2 : 1)).strip() : "";
        if (!number.matches("\\+?[0-9]{0,6}(?:\\.[0-9]{1,6})?") || number.replace("+", "").isEmpty()) {
            throw malformed("a break's time is written \"500ms\" or \"1.5s\", not \"" + time + "\"");
        }
        return Math.min(LONGEST_BREAK, Double.parseDouble(number) / (thousandths ? 1000 : 1));
    }

    private static Marked.@Nullable Kind kind(String interpretation) {
        return switch (interpretation) {
            case "characters", "spell-out", "verbatim" -> Marked.Kind.LETTERS;
            case "cardinal", "number" -> Marked.Kind.CARDINAL;
            case "ordinal" -> Marked.Kind.ORDINAL;
            case "digits" -> Marked.Kind.DIGITS;
            case "date" -> Marked.Kind.DATE;
            case "time" -> Marked.Kind.TIME;
            case "telephone" -> Marked.Kind.TELEPHONE;
            default -> null;
        };
    }
}
