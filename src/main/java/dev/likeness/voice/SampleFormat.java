package dev.likeness.voice;

import dev.likeness.media.Bytes;
import dev.likeness.media.FileType;
import dev.likeness.media.Signatures;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a sound file is decoded, by its first bytes (CONTRACT 6). The decoder is told and never guesses, so that a playlist
 * or a script stays a refused file whatever it is named.
 */
enum SampleFormat {

    WAV("wav", List.of()), //
    MP3("mp3", List.of()), //
    OGG("ogg", List.of()), //
    FLAC("flac", List.of()), //
    AAC("aac", List.of()), //
    /** WebM, as browsers record, and MKV. */
    MATROSKA("matroska", List.of()), //
    M4A("mov", List.of("-enable_drefs", "0", "-use_absolute_path", "0"));

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

    /** @param head of the file, long enough for two frames of sound; behind tags, if there were any */
    static Optional<SampleFormat> of(Bytes head) {
        if (head.be(0, 4) == 0x1A45DFA3L) {
            return Optional.of(MATROSKA);
        }
        return head.has(4, "ftyp")
                ? Optional.of(M4A)
                : Signatures.type(head).flatMap(type -> Optional.ofNullable(of(type)));
    }

    /** What a file is called whose sound is of a kind that is not decoded here; empty where it is none of those known. */
    static Optional<String> unsupported(Bytes head) {
        if (head.has(0, "#!AMR")) {
            return Optional.of("AMR");
        }
        if (head.be(0, 4) == 0x3026B275L) {
            return Optional.of("Windows Media (WMA)");
        }
        if (head.has(0, "FORM") && head.has(8, "AIF")) {
            return Optional.of("AIFF");
        }
        if (head.has(0, "caff")) {
            return Optional.of("CAF");
        }
        return head.has(0, "MThd") ? Optional.of("MIDI") : Optional.empty();
    }

    private static @Nullable SampleFormat of(FileType type) {
        return switch (type) {
            case WAV -> WAV;
            case MP3 -> MP3;
            case OGG -> OGG;
            case FLAC -> FLAC;
            case AAC -> AAC;
            default -> null;
        };
    }
}
