package dev.likeness.voice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a sound file is, by its first bytes (CONTRACT 6). The decoder is told and never guesses, so that a playlist or a
 * script stays a refused file whatever it is named.
 */
enum SampleFormat {

    WAV("wav", List.of()), //
    MP3("mp3", List.of()), //
    OGG("ogg", List.of()), //
    FLAC("flac", List.of()), //
    AAC("aac", List.of()), //
    M4A("mov", List.of("-enable_drefs", "0", "-use_absolute_path", "0"));

    /** Enough for every signature; a tag before it is skipped by its length. */
    static final int HEAD = 16;

    private static final int TAG_HEADER = 10;

    private final String demuxer;
    private final List<String> options;

    SampleFormat(String demuxer, List<String> options) {
        this.demuxer = demuxer;
        this.options = options;
    }

    String demuxer() {
        return demuxer;
    }

    /** Of the demuxer, so that sound which a film says to be elsewhere stays there. */
    List<String> options() {
        return options;
    }

    /** Length of the tag of notes and pictures before the sound, in bytes; 0 when there is none. */
    static int tag(byte[] head) {
        if (!holds(head, 0, "ID3") || head.length < TAG_HEADER) {
            return 0;
        }
        boolean known = head[3] >= 2 && head[3] <= 4 && head[4] != -1 && (head[5] & 0xf) == 0;
        int size = 0;
        for (int i = 6; i < TAG_HEADER; i++) {
            known &= head[i] >= 0;
            size = size << 7 | head[i] & 0x7f;
        }
        boolean footer = head[3] == 4 && (head[5] & 0x10) != 0;
        return known ? TAG_HEADER + size + (footer ? TAG_HEADER : 0) : 0;
    }

    static Optional<SampleFormat> of(byte[] head) {
        if (holds(head, 0, "RIFF") && holds(head, 8, "WAVE")) {
            return Optional.of(WAV);
        }
        if (holds(head, 0, "OggS")) {
            return Optional.of(OGG);
        }
        if (holds(head, 0, "fLaC")) {
            return Optional.of(FLAC);
        }
        if (holds(head, 4, "ftyp")) {
            return Optional.of(M4A);
        }
        boolean frame = head.length > 3 && (head[0] & 0xff) == 0xff && (head[1] & 0xe0) == 0xe0;
        return frame ? Optional.of((head[1] & 0xf6) == 0xf0 ? AAC : MP3) : Optional.empty();
    }

    private static boolean holds(byte[] bytes, int at, String text) {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= at + expected.length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }
}
