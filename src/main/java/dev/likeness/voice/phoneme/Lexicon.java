package dev.likeness.voice.phoneme;

import dev.likeness.common.file.ShippedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Words and their sounds. Ninety thousand of them are some five megabytes here, a fifth of what a map would take: all keys
 * and sounds in one array of bytes, found through a table of places. Where a word has several readings, each is kept under
 * the word and the name of its part of speech.
 */
final class Lexicon {

    private static final String DEFAULT = "DEFAULT";
    /** Between a word and the name of a part of speech. */
    private static final char BEHIND = '\u0001';

    private byte[] bytes = new byte[1 << 20];
    private int used = 1;
    private int[] places = new int[1 << 18];
    private int words;

    private Lexicon() {
    }

    /** Reads {@code {"word": "sounds", "word": {"DEFAULT": "sounds", "VERB": "sounds"}}}, packed by gzip. */
    static Lexicon read(ShippedFile file) {
        Lexicon lexicon = new Lexicon();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file.bytes()));
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String word = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                        String part = parser.currentName();
                        String sounds = parser.nextToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
                        lexicon.add(part.equals(DEFAULT) ? word : word + BEHIND + part, sounds);
                    }
                } else {
                    lexicon.add(word, parser.getString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lexicon.bytes = Arrays.copyOf(lexicon.bytes, lexicon.used);
        return lexicon;
    }

    /** The sounds of a word, written just so, or null. */
    @Nullable
    String sounds(String word) {
        byte[] key = word.getBytes(StandardCharsets.UTF_8);
        for (int slot = slot(key); places[slot] != 0; slot = slot + 1 & places.length - 1) {
            int at = places[slot];
            int length = bytes[at] & 0xFF;
            if (length == key.length && Arrays.equals(bytes, at + 1, at + 1 + length, key, 0, length)) {
                int value = at + 1 + length;
                return new String(bytes, value + 1, bytes[value] & 0xFF, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The reading of a word as that part of speech, or null; empty where it is to be spelled then. */
    @Nullable
    String sounds(String word, String part) {
        return sounds(word + BEHIND + part);
    }

    private void add(String word, String sounds) {
        byte[] key = word.getBytes(StandardCharsets.UTF_8);
        byte[] value = sounds.getBytes(StandardCharsets.UTF_8);
        if (key.length > 255 || value.length > 255) {
            return;
        }
        if (++words > places.length * 3 / 4) {
            throw new IllegalStateException("a lexicon has more words than there are places");
        }
        if (used + key.length + value.length + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int slot = slot(key);
        while (places[slot] != 0) {
            slot = slot + 1 & places.length - 1;
        }
        places[slot] = used;
        bytes[used++] = (byte) key.length;
        System.arraycopy(key, 0, bytes, used, key.length);
        used += key.length;
        bytes[used++] = (byte) value.length;
        System.arraycopy(value, 0, bytes, used, value.length);
        used += value.length;
    }

    private int slot(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        return hash >>> 14 & places.length - 1;
    }
}
