package dev.likeness.file;

import dev.likeness.media.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that people wrote.
 *
 * @param charset of the bytes
 */
record PlainText(String text, Charset charset) {

    private static final int LINES_LOOKED_AT = 10;
    /** In Western languages one letter in twenty is beyond ASCII, in short texts more; in binary data it is every second byte. */
    private static final double MOST_BEYOND_ASCII = .45;

    /** Western letters beyond ASCII stand alone or in twos. */
    private static final int LONGEST_RUN = 2;

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]+");
    /** A rule of dashes, dots or bullets. */
    private static final Pattern DRAWN = Pattern.compile("(\\P{L})\\1+");
    /**
     * Twos of Western spelling that a short text may have nothing beside. Not just any: in two bytes each, a word of one
     * Chinese or Japanese character or of two Cyrillic letters looks like that as well.
     */
    private static final Pattern SPELLED = Pattern
            .compile("[äöü]ß|ç[ãõ]|Ç[ÃÕ]|éé|’[àâéèêîôœÉÊ]|\\u00a0[»€–°]|«\\u00a0|…[”’»]");

    /** Empty for bytes that are no text: with control characters, or in no encoding. */
    static Optional<PlainText> of(Bytes file) {
        byte[] bytes = file.array();
        if (file.be(0, 3) == 0xEFBBBFL) {
            return decoded(bytes, 3, StandardCharsets.UTF_8);
        }
        if (file.be(0, 2) == 0xFEFFL) {
            return decoded(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (file.be(0, 2) == 0xFFFEL) {
            return decoded(bytes, 2, StandardCharsets.UTF_16LE);
        }
        return decoded(bytes, 0, StandardCharsets.UTF_8).or(() -> western(bytes));
    }

    private static Optional<PlainText> western(byte[] bytes) {
        return decoded(bytes, 0, Charset.forName("windows-1252")).filter(decoded -> isWestern(decoded.text));
    }

    /** Words of nothing but letters beyond ASCII are of another alphabet, whose name the bytes do not tell. */
    private static boolean isWestern(String text) {
        long size = text.length();
        long beyond = 0;
        long inRuns = 0;
        boolean western = false;
        boolean open = false;
        Matcher runs = BEYOND_ASCII.matcher(text);
        while (runs.find()) {
            String run = runs.group();
            if (DRAWN.matcher(run).matches()) {
                size -= run.length();
                continue;
            }
            beyond += run.length();
            inRuns += run.length() > LONGEST_RUN ? run.length() : 0;
            western |= run.length() % 2 == 1;
            open |= !SPELLED.matcher(run).matches();
        }
        return beyond < size * MOST_BEYOND_ASCII && inRuns * 2 <= beyond && (western || !open);
    }

    private static Optional<PlainText> decoded(byte[] bytes, int from, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString();
            return text.chars().anyMatch(PlainText::isControl)
                    ? Optional.empty()
                    : Optional.of(new PlainText(text, charset));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f || c == 0xfffe || c == 0xffff;
    }

    /** Several lines, each with as many of one kind of separator. */
    boolean looksLikeTable() {
        return ",;\t".chars().anyMatch(separator -> {
            long[] counts = text.lines().filter(line -> !line.isBlank()).limit(LINES_LOOKED_AT)
                    .mapToLong(line -> line.chars().filter(c -> c == separator).count()).toArray();
            return counts.length > 1 && counts[0] > 0
                    && Arrays.stream(counts).allMatch(count -> count == counts[0]);
        });
    }
}
