package dev.likeness.voice.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tag.
 *
 * @param closes whether it ends an element
 * @param empty whether the element it begins ends with it
 * @param end the place behind it
 */
record SsmlTag(String name, Map<String, String> attributes, boolean closes, boolean empty, int end) {

    private static final int LONGEST = 4000;

    /** Reads the tag that begins there. */
    static SsmlTag read(String source, int begin) {
        boolean closes = source.startsWith("</", begin);
        int at = begin + (closes ? 2 : 1);
        int name = at;
        at = name(source, at);
        if (at == name) {
            throw Ssml.malformed("a sign < has to be written &lt;");
        }
        String called = source.substring(name, at);
        Map<String, String> attributes = new HashMap<>();
        while (true) {
            at = blanks(source, at);
            if (at >= source.length() || at - begin > LONGEST) {
                throw Ssml.malformed("<" + called + " is not ended by >");
            }
            if (source.charAt(at) == '>') {
                return new SsmlTag(called, attributes, closes, false, at + 1);
            }
            if (source.startsWith("/>", at) && !closes) {
                return new SsmlTag(called, attributes, false, true, at + 2);
            }
            at = attribute(source, at, called, attributes);
        }
    }

    private static int attribute(String source, int begin, String tag, Map<String, String> attributes) {
        int at = name(source, begin);
        String key = source.substring(begin, at);
        at = blanks(source, at);
        if (key.isEmpty() || at >= source.length() || source.charAt(at) != '=') {
            throw Ssml.malformed("an attribute of <" + tag + "> is not written name=\"value\"");
        }
        at = blanks(source, at + 1);
        char quote = at < source.length() ? source.charAt(at) : ' ';
        int end = quote == '"' || quote == '\'' ? source.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw Ssml.malformed("the value of " + key + " in <" + tag + "> is not in quotes");
        }
        if (end - at > LONGEST) {
            throw Ssml.malformed("the value of " + key + " in <" + tag + "> has more than " + LONGEST + " characters");
        }
        attributes.put(key, decoded(source.substring(at + 1, end)));
        return end + 1;
    }

    private static String decoded(String value) {
        if (value.indexOf('&') < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            int end = value.charAt(i) == '&' ? value.indexOf(';', i, Math.min(value.length(), i + 11)) : -1;
            String entity = end < 0 ? null : entity(value.substring(i + 1, end));
            if (entity == null) {
                out.append(value.charAt(i));
            } else {
                out.append(entity);
                i = end;
            }
        }
        return out.toString();
    }

    /** What an entity stands for, without its & and semicolon. */
    static @Nullable String entity(String name) {
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp" -> "\u00A0";
            default -> name.matches("#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7})") ? number(name.substring(1)) : null;
        };
    }

    private static @Nullable String number(String digits) {
        int c = digits.startsWith("x") ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
        return Character.isValidCodePoint(c) && c != 0 ? Character.toString(c) : null;
    }

    private static int name(String source, int begin) {
        int at = begin;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at))
                || "-_:.".indexOf(source.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static int blanks(String source, int begin) {
        int at = begin;
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }
}
