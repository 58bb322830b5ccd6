package dev.likeness.tts;

import java.util.List;

/** What speech can be answered as: one channel, 24,000 samples a second (CONTRACT 8). */
enum SoundFormat {

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

    String type() {
        return type;
    }

    /** What ffmpeg is told to make it; nothing where it is not needed. */
    List<String> encoder() {
        return encoder;
    }
}
