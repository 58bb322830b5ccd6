package dev.likeness.tts.answer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What speech can be answered as: one channel, 24,000 samples a second (CONTRACT 8). */
public enum SoundFormat {

    /** With its sizes where the whole is there before the first byte goes; else they are the largest there are. */
    WAV("audio/wav"),
    /** 16 bit, little-endian, without a header. */
    PCM("audio/pcm"),
    /** As {@link #PCM}, each sentence behind its length in bytes, ended by a length of zero. */
    FRAMES("audio/pcm"),
    MP3("audio/mpeg", "-c:a", "libmp3lame", "-b:a", "96k", "-f", "mp3"),
    OPUS("audio/ogg", "-c:a", "libopus", "-b:a", "48k", "-f", "ogg"),
    AAC("audio/aac", "-c:a", "aac", "-b:a", "96k", "-f", "adts"),
    FLAC("audio/flac", "-c:a", "flac", "-f", "flac");

    private final String type;
    private final List<String> encoder;

    SoundFormat(String type, String... encoder) {
        this.type = type;
        this.encoder = List.of(encoder);
    }

    /** By OpenAI's name; WAV where nothing is asked for (CONTRACT 8). */
    public static SoundFormat of(@Nullable String name) {
        return name == null || name.isBlank() ? WAV : valueOf(name.toUpperCase(Locale.ROOT));
    }

    String type() {
        return type;
    }

    /** What ffmpeg is told to make it; nothing where it is not needed. */
    List<String> encoder() {
        return encoder;
    }
}
